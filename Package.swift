// swift-tools-version: 6.3
import PackageDescription

// The house, lowest row first; a target imports only from rows above it. `ci/check-layers` compares
// this list with the table in docs/architecture.md.

/// Set by ci/fuzz alone: every target is instrumented for libFuzzer, and there is one more, which feeds them; it sees what is internal
/// to them, as tests do.
let isFuzzing = Context.environment["GATEBOOK_FUZZ"] != nil
let fuzzing: [String] = isFuzzing ? ["-sanitize=fuzzer,address"] : []
let open: [String] = isFuzzing ? ["-enable-testing"] : []

let strict: [SwiftSetting] = [
  .unsafeFlags(fuzzing + open),
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // ci/deps lays the headers of the C libraries that Debian does not package as we need them here.
  .unsafeFlags(["-Xcc", "-I\(Context.packageDirectory)/.deps/include"]),
  // Generic code of the lower rows is specialised in the upper ones; without it a history scan takes twice the time.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
  // The tests run with these checks; in the matcher's inner loops they cost a tenth.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Only archives lie in this folder, so what is found there is linked statically.
let archives: LinkerSetting = .unsafeFlags(["-L\(Context.packageDirectory)/.deps/lib"])

func house(_ name: String, _ dependencies: [Target.Dependency], link: [LinkerSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: link)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name), "GateTesting"] + dependencies, swiftSettings: strict)
}

let fuzzers: [Target] =
  !isFuzzing
  ? []
  : [
    .executableTarget(
      name: "gatebook-fuzz",
      dependencies: [
        "GateModel", "GateDocument", "GateGit", "GateText", "GateSyntax", "GateArchive", "GateReport", "GateLedger",
        "GateRules", "GatePolicy", "GateAttribution", "GateFlow", "GateMatch", "GateScan", "GateCommands",
      ],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(fuzzing + ["-use-ld=lld"])])
  ]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "gatebook",
  products: [.executable(name: "gatebook", targets: ["gatebook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // Row 0: C, as module maps and shims; the rule pack as bytes.
    .systemLibrary(name: "CGit2"),
    .systemLibrary(name: "CVectorscan"),
    .systemLibrary(name: "CPCRE2"),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CYAML"),
    .systemLibrary(name: "CJansson"),
    .systemLibrary(name: "CGrammars"),
    .systemLibrary(name: "CArchive"),
    // The one library whose source is compiled with ours, so the one that a fuzzer can see into.
    .target(name: "CTOML", cxxSettings: isFuzzing ? [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])] : []),
    .target(name: "CRulePack", cSettings: [.unsafeFlags(["-std=gnu2x"])]),

    // Row 1: the vocabulary.
    house("GateModel", []),

    // Row 2: one outside world each.
    house(
      "GateDocument", ["GateModel", "CYAML", "CTOML", "CJansson"],
      link: [archives, .linkedLibrary("yaml"), .linkedLibrary("jansson")]),
    house(
      "GateGit", ["GateModel", "CGit2", crypto],
      link: [
        archives, .linkedLibrary("git2"), .linkedLibrary("http_parser"), .linkedLibrary("pcre2-8"), .linkedLibrary("z"),
      ]),
    house(
      "GateText", ["GateModel", "CVectorscan", "CPCRE2"],
      link: [archives, .linkedLibrary("hs"), .linkedLibrary("stdc++"), .linkedLibrary("pcre2-8")]),
    house("GateSyntax", ["GateModel", "CGrammars"], link: [archives, .linkedLibrary("grammars")]),
    house(
      "GateArchive", ["GateModel", "CArchive"],
      // By their paths, for the order counts: libgit2 wants zlib behind it, and so does this.
      link: [
        .unsafeFlags(
          ["archive", "lzma", "bz2", "zstd", "nettle", "z"].map { "\(Context.packageDirectory)/.deps/lib/lib\($0).a" })
      ]),
    house("GateReport", ["GateModel"]),
    house("GateLedger", ["GateModel", crypto]),

    // Row 3: what a change is judged by, and where the judgement is kept.
    house("GateRules", ["GateModel", "GateDocument", crypto]),
    house("GatePolicy", ["GateModel", "GateDocument"]),
    house("GateAttribution", ["GateModel", "GateGit", "GateDocument"]),
    house("GateLedgerSQLite", ["GateModel", "GateLedger", "CSQLite"], link: [archives, .linkedLibrary("sqlite3")]),

    // Row 4: what data does in a program.
    .target(
      name: "GateFlow", dependencies: ["GateModel", "GateSyntax"],
      swiftSettings: strict + [.unsafeFlags(["-enforce-exclusivity=checked"], .when(configuration: .release))]),

    // Row 5: one file under one rule set.
    house("GateMatch", ["GateModel", "GateDocument", "GateText", "GateSyntax", "GateRules", "GateFlow", crypto]),

    // Row 6: the pipeline.
    house(
      "GateScan",
      [
        "GateModel", "GateDocument", "GateGit", "GateText", "GateArchive", "GateRules", "GatePolicy", "GateAttribution",
        "GateMatch", "GateLedger", crypto,
      ]),

    // Row 7: the front door.
    house(
      "GateCommands",
      [
        "CRulePack", "GateModel", "GateDocument", "GateGit", "GateText", "GateReport", "GateLedger", "GateRules",
        "GatePolicy",
        "GateAttribution", "GateLedgerSQLite", "GateMatch", "GateScan",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "gatebook-rulepack",
      dependencies: ["GateModel", "GateRules", "GateText", "GateAttribution", "GateMatch"], swiftSettings: strict),

    // Row 8.
    .executableTarget(name: "gatebook", dependencies: ["GateCommands"], swiftSettings: strict),

    // Test support and tests.
    house("GateTesting", ["GateModel", "GateGit"]),
    tests(of: "GateModel"),
    tests(of: "GateDocument", ["GateModel"]),
    tests(of: "GateText", ["GateModel"]),
    tests(of: "GateSyntax", ["GateModel"]),
    tests(of: "GateGit", ["GateModel"]),
    tests(of: "GateArchive", ["GateModel"]),
    tests(of: "GateReport", ["GateModel"]),
    tests(of: "GateLedger", ["GateModel"]),
    tests(of: "GateRules", ["GateModel", "GateDocument"]),
    tests(of: "GatePolicy", ["GateModel", "GateDocument"]),
    tests(of: "GateAttribution", ["GateModel", "GateGit", "GateDocument"]),
    tests(of: "GateLedgerSQLite", ["GateModel", "GateLedger"]),
    tests(of: "GateFlow", ["GateModel", "GateSyntax", "GateRules", "GateMatch"]),
    tests(of: "GateMatch", ["GateModel", "GateText", "GateSyntax", "GateRules"]),
    tests(
      of: "GateScan", ["GateModel", "GateGit", "GateRules", "GateMatch", "GateLedger", "GatePolicy", "GateAttribution"]),
    tests(of: "GateCommands", ["GateModel", "GateDocument", "GateReport", "GateLedger"]),
    // The program as a user has it.
    tests(of: "gatebook", ["GateModel", "GateRules", "GateMatch", "GateLedger", "GateLedgerSQLite"]),
  ] + fuzzers,
  cxxLanguageStandard: .cxx17
)

/// A secret by its text.
package struct SecretMatcher: Equatable, Sendable {
  /// PCRE2 syntax; bytes, MULTILINE. The group `secret` is the value, or the whole match where there is none. Empty in a rule of
  /// Gitleaks' that is about paths alone.
  package var pattern: String
  /// Literals of which at least one occurs in every match, compared without regard to ASCII case.
  /// Empty: none could be derived, and the pattern runs on every file.
  package var keywords: [String]
  /// Least Shannon entropy of the value, in bits a byte.
  package var entropy: Double?
  package var allow: Allowance
  /// Also where the text is encoded: base64, hex, percent, escapes.
  package var decodes: Bool
  /// Every value the provider gave out passes; one that fails is still reported, with low confidence.
  package var checksum: ChecksumKind?
  /// Allow-lists in Gitleaks' form: the rule's own, then those of its file.
  package var exceptions: [SecretException]
  /// Of an imported rule: what it says that ours do not.
  package var gitleaks: GitleaksTerms?

  package init(
    pattern: String, keywords: [String] = [], entropy: Double? = nil, allow: Allowance = Allowance(),
    decodes: Bool = false, checksum: ChecksumKind? = nil, exceptions: [SecretException] = [],
    gitleaks: GitleaksTerms? = nil
  ) {
    self.pattern = pattern
    self.keywords = keywords
    self.entropy = entropy
    self.allow = allow
    self.decodes = decodes
    self.checksum = checksum
    self.exceptions = exceptions
    self.gitleaks = gitleaks
  }

  /// Values and places that are known to be no secret.
  package struct Allowance: Equatable, Sendable {
    /// PCRE2 patterns searched in the value.
    package var patterns: [String]
    package var paths: [Glob]
    /// Lower-case texts; a value that holds one is none.
    package var stopwords: [String]

    package init(patterns: [String] = [], paths: [Glob] = [], stopwords: [String] = []) {
      self.patterns = patterns
      self.paths = paths
      self.stopwords = stopwords
    }
  }
}

/// An allow-list: where it holds, nothing is found.
package struct SecretException: Equatable, Sendable {
  package enum Target: String, Sendable { case secret, match, line }

  /// All that is given must hold, not any of it.
  package var needsAll: Bool
  /// Ids of commits, in lower case.
  package var commits: [String]
  package var paths: [String]
  package var patterns: [String]
  /// What the patterns are searched in.
  package var target: Target
  /// Lower-case texts, searched in the value.
  package var stopwords: [String]

  package init(
    needsAll: Bool = false, commits: [String] = [], paths: [String] = [], patterns: [String] = [],
    target: Target = .secret, stopwords: [String] = []
  ) {
    self.needsAll = needsAll
    self.commits = commits
    self.paths = paths
    self.patterns = patterns
    self.target = target
    self.stopwords = stopwords
  }
}

/// How a value says of itself that it is whole. docs/secrets.md names the formats that have each.
package enum ChecksumKind: String, CaseIterable, Sendable {
  /// GitHub, npm: the last six characters are the CRC-32 of what stands between the prefix and them, in base 62.
  case crc32Base62 = "crc32-base62"
  /// Grafana: the CRC-32 of what stands before the last `_`, its bytes in hex from the lowest.
  case crc32HexLittle = "crc32-hex-le"
  /// Atlassian: the CRC-32 of all but the last eight characters, as hex digits.
  case crc32Hex = "crc32-hex"
  /// GitLab's routable tokens: a length and the CRC-32 of all before it, in base 36.
  case crc32Base36 = "crc32-base36"
  /// BIP-173: age, Nostr.
  case bech32
  /// Bitcoin: base 58 of bytes that end in the beginning of their double SHA-256.
  case base58check
  /// Stellar: base 32 of bytes that end in their CRC-16.
  case crc16Base32 = "crc16-base32"
  /// Azure: base64 of bytes that end in their Marvin hash under one of the seeds that Microsoft publishes.
  case marvin32
}

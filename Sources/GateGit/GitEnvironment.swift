/// What git tells its hooks by environment variables, read by us: libgit2 refuses some of them.
package struct GitEnvironment: Equatable, Sendable {
  package var directory: String?
  package var workTree: String?
  package var indexFile: String?
  package var objectDirectory: String?
  package var alternates: [String]
  package var ceilings: String?

  package init(_ variables: [String: String] = [:]) {
    func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
    directory = value("GIT_DIR")
    workTree = value("GIT_WORK_TREE")
    indexFile = value("GIT_INDEX_FILE")
    objectDirectory = value("GIT_OBJECT_DIRECTORY")
    alternates = (value("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? "").split(separator: ":").map(String.init)
    ceilings = value("GIT_CEILING_DIRECTORIES")
  }
}

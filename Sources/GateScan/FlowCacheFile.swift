import GateGit
import GateMatch
import GateModel

/// The flow cache of a project, from the user's cache folder and back into it.
struct FlowCacheFile {
  let cache: FlowCache
  private let file: CacheFile

  /// Nil where no cache is kept. A project is its repository, whichever of its work trees is looked at, or its folder.
  init?(of subject: Subject, under rules: RuleSet, _ tools: Tools) {
    guard let folder = tools.cacheFolder, let project = subject.place?.commonDirectory ?? subject.root else {
      return nil
    }
    file = CacheFile.flows(folder: folder, project: project)
    cache = FlowCache(rules: rules.digest, program: CacheFile.program, file.load())
  }

  /// Best effort, as with every cache.
  func save() {
    if let bytes = cache.changed { file.store(bytes) }
  }
}

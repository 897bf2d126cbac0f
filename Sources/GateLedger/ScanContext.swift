package import GateModel

/// What the record says about a scan that its report does not hold.
package struct ScanContext: Sendable {
  /// Names of machine and account as digests: the book tells two apart and names nobody.
  package struct Actor: Equatable, Sendable {
    package var hostHash: Digest?
    package var userHash: Digest?
    package var ci: CI?

    package init(hostHash: Digest? = nil, userHash: Digest? = nil, ci: CI? = nil) {
      self.hostHash = hostHash
      self.userHash = userHash
      self.ci = ci
    }
  }

  /// The run of a continuous integration service.
  package struct CI: Equatable, Sendable {
    package var provider: String
    package var runID: String?
    package var url: String?

    package init(provider: String, runID: String? = nil, url: String? = nil) {
      self.provider = provider
      self.runID = runID
      self.url = url
    }
  }

  /// Which repository it was, without telling where it lies.
  package struct Repository: Equatable, Sendable {
    /// HMAC-SHA256 of the normalised URL.
    package var hmac: Digest
    /// Only where the policy lets it be named.
    package var name: String?

    package init(hmac: Digest, name: String? = nil) {
      self.hmac = hmac
      self.name = name
    }
  }

  /// The run's facts, under `--reproducible` too: only outputs are reproducible, the book never is.
  package var run: RunFacts
  package var actor: Actor
  /// Nil outside a repository.
  package var repository: Repository?
  /// The tree that was looked at: the index's, or the head's.
  package var tree: ObjectID?
  /// Of the program itself.
  package var buildDigest: Digest?
  package var configDigest: Digest?
  package var sarifDigest: Digest?
  /// Its digest is recorded, and the list kept beside the entry.
  package var scanned: ScannedList?
  /// Of a history scan that the next one may build on.
  package var known: KnownList?

  package init(
    run: RunFacts, actor: Actor = Actor(), repository: Repository? = nil, tree: ObjectID? = nil,
    buildDigest: Digest? = nil, configDigest: Digest? = nil, sarifDigest: Digest? = nil, scanned: ScannedList? = nil
  ) {
    self.run = run
    self.actor = actor
    self.repository = repository
    self.tree = tree
    self.buildDigest = buildDigest
    self.configDigest = configDigest
    self.sarifDigest = sarifDigest
    self.scanned = scanned
  }
}

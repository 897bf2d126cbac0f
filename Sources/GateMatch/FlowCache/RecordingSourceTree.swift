package import GateModel
import Synchronization

/// A source tree that remembers what an analysis asked it for, and for the sake of which file. Belongs to one worker.
///
/// An analysis keeps what it has parsed and learnt, and asks for it once only; what it found hangs on it all the same. So
/// - it runs each file's part within `asking(for:)`: what is asked there counts for that file, whoever comes back to it later;
/// - it says with `note` that it uses a file or a listing that it has kept.
/// Then all that a file's results hang on is known, by way of other files too.
package final class RecordingSourceTree: SourceTree {
  private let tree: any SourceTree
  private let state = Mutex(State())

  private struct Question: Hashable {
    var path: TreePath
    var isListing: Bool
  }

  private struct State {
    /// Questions by number, so that going through them costs little.
    var numbers: [Question: Int] = [:]
    var questions: [Question] = []
    var answers: [FlowDependency.Answer?] = []
    /// What each file has asked for, each once, in order; of a listing nothing.
    var asked: [[Int]] = []
    var isAsked: [Set<Int>] = []
    /// The files whose parts run, the innermost last.
    var askers: [Int] = []

    mutating func number(of question: Question) -> Int {
      if let known = numbers[question] { return known }
      numbers[question] = questions.count
      questions.append(question)
      answers.append(nil)
      asked.append([])
      isAsked.append([])
      return questions.count - 1
    }

    mutating func note(_ question: Question) -> Int {
      let number = number(of: question)
      if let asker = askers.last, isAsked[asker].insert(number).inserted { asked[asker].append(number) }
      return number
    }
  }

  package init(_ tree: any SourceTree) { self.tree = tree }

  package func bytes(of path: TreePath) -> [UInt8]? {
    let number = state.withLock { $0.note(Question(path: path, isListing: false)) }
    let bytes = tree.bytes(of: path)
    if !isAnswered(number) {
      let answer = FlowDependency.Answer.of(bytes)
      state.withLock { $0.answers[number] = answer }
    }
    return bytes
  }

  package func names(in folder: TreePath) -> [String] {
    let number = state.withLock { $0.note(Question(path: folder, isListing: true)) }
    let names = tree.names(in: folder)
    if !isAnswered(number) {
      let answer = FlowDependency.Answer.of(names)
      state.withLock { $0.answers[number] = answer }
    }
    return names
  }

  /// A content is hashed once.
  func isAnswered(_ number: Int) -> Bool { state.withLock { $0.answers[number] != nil } }

  /// What `body` asks for counts for `file`, and for every file that has asked for `file`.
  package func asking<R, E: Error>(for file: TreePath, _ body: () throws(E) -> R) throws(E) -> R {
    state.withLock { $0.askers.append($0.number(of: Question(path: file, isListing: false))) }
    defer { state.withLock { _ = $0.askers.popLast() } }
    return try body()
  }

  /// A file is used that was asked for before.
  package func note(_ path: TreePath) {
    state.withLock { _ = $0.note(Question(path: path, isListing: false)) }
  }

  /// A listing is used that was asked for before.
  package func note(listingOf folder: TreePath) {
    state.withLock { _ = $0.note(Question(path: folder, isListing: true)) }
  }

  /// The content of a file that was inspected, and so is known.
  func know(_ path: TreePath, _ contentHash: Digest) {
    state.withLock { $0.answers[$0.number(of: Question(path: path, isListing: false))] = .content(contentHash) }
  }

  /// All that the results of `file` hang on, itself aside: what was asked for its sake, and for the sake of what was. Sorted.
  package func dependencies(of file: TreePath) -> [FlowDependency] {
    reached(from: file).dropFirst().map(dependency).sorted { $0.precedes($1) }
  }

  /// The numbers of all questions that the results of `file` hang on, that of its own content first.
  func reached(from file: TreePath) -> [Int] {
    state.withLock { state in
      let own = state.number(of: Question(path: file, isListing: false))
      var isSeen = [Bool](repeating: false, count: state.asked.count)
      isSeen[own] = true
      var reached = [own]
      var next = 0
      while next < reached.count {
        for number in state.asked[reached[next]] where !isSeen[number] {
          isSeen[number] = true
          reached.append(number)
        }
        next += 1
      }
      return reached
    }
  }

  /// A question and its answer. What was only noted is looked up now.
  func dependency(_ number: Int) -> FlowDependency {
    let (question, known) = state.withLock { ($0.questions[number], $0.answers[number]) }
    if let known { return FlowDependency(path: question.path, answer: known) }
    let answer: FlowDependency.Answer =
      question.isListing ? .of(tree.names(in: question.path)) : .of(tree.bytes(of: question.path))
    state.withLock { $0.answers[number] = answer }
    return FlowDependency(path: question.path, answer: answer)
  }
}

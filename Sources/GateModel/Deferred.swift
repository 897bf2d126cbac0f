import Synchronization

/// A value that is found when it is first asked for, and kept. Copies share it.
package final class Deferred<Value: Equatable & Sendable>: Sendable {
  private enum State {
    case waiting(@Sendable () -> Value)
    case known(Value)
  }

  private let state: Mutex<State>

  package init(_ value: Value) { state = Mutex(.known(value)) }

  /// `finding` runs at most once, on the thread that asks first; it must not ask for this value.
  package init(finding: @escaping @Sendable () -> Value) { state = Mutex(.waiting(finding)) }

  package var value: Value {
    state.withLock { state in
      switch state {
      case .known(let value): return value
      case .waiting(let finding):
        let value = finding()
        state = .known(value)
        return value
      }
    }
  }
}

extension Deferred: Equatable {
  /// Finds both, where they are not one.
  package static func == (a: Deferred, b: Deferred) -> Bool { a === b || a.value == b.value }
}

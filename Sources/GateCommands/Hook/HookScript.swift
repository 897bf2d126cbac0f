import ArgumentParser

/// The hooks that there are.
enum HookName: String, CaseIterable, ExpressibleByArgument {
  case preCommit = "pre-commit"
  case prePush = "pre-push"
  case preReceive = "pre-receive"

  /// Git tells it on standard input which refs are moved.
  var readsRefs: Bool { self != .preCommit }
}

/// What the hook's file says: a few lines of sh that call the program by its path.
struct HookScript {
  let name: HookName
  let program: String

  /// By this line a file is known as ours, of whatever version.
  static let mark = "# Installed by gatebook hook install; taken away by gatebook hook uninstall."

  /// The program's path as one word of a shell.
  static func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  var text: String { name.readsRefs ? withInput : plain }

  private var head: String {
    """
    #!/bin/sh
    \(Self.mark)
    earlier=${0%/*}/\(name.rawValue).pre-gatebook
    program=\(Self.quoted(program))
    """
  }

  private var presence: String {
    """
    if [ ! -x "$program" ]; then
      echo "gatebook is not at $program any more: build it there, or type: gatebook hook uninstall" >&2
      exit 3
    fi
    """
  }

  private var plain: String {
    """
    \(head)
    if [ -x "$earlier" ]; then
      "$earlier" "$@" || exit $?
    fi
    \(presence)
    exec "$program" hook run \(name.rawValue)

    """
  }

  /// Both hooks are to read the same lines, so they are kept; the dot keeps the last line's end.
  private var withInput: String {
    """
    \(head)
    refs=$(cat; echo .)
    refs=${refs%.}
    if [ -x "$earlier" ]; then
      printf '%s' "$refs" | "$earlier" "$@" || exit $?
    fi
    \(presence)
    printf '%s' "$refs" | "$program" hook run \(name.rawValue) -- "$@"

    """
  }
}

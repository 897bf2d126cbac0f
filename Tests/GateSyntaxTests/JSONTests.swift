import GateSyntax
import Testing

/// What patterns of JSON match.
@Suite struct `JSON patterns` {
  private let source = """
    {
      "a": 1,
      "b": {"c": "x", "d": [1, 2]},
      "e": {"d": [1], "c": "y"},
      "f": null
    }
    """

  private func found(_ pattern: String) throws -> [Int] { try lines(pattern, in: source, .json) }

  @Test func `a pair is found at any depth`() throws {
    #expect(try found("\"a\": 1") == [2])
    #expect(try found("\"c\": $X") == [3, 4])
    #expect(try found("\"c\": \"$X\"") == [3, 4])
    #expect(try found("$K: null") == [5])
  }

  @Test func `objects are without order, and exact without an ellipsis`() throws {
    #expect(try found("{\"d\": $X, \"c\": \"x\"}") == [3])
    #expect(try found("{\"c\": $X}") == [])
    #expect(try found("{..., \"c\": $X}") == [3, 4])
    #expect(try found("{...}") == [1, 3, 4])
  }

  @Test func `lists keep their order`() throws {
    #expect(try found("[1, ...]") == [3, 4])
    #expect(try found("[1]") == [4])
    #expect(try found("[..., 2]") == [3])
  }
}

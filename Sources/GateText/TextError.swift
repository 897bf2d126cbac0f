/// A pattern that cannot be used, or a library that refuses to work.
package struct TextError: Error, CustomStringConvertible {
  package enum Code: Sendable { case badPattern, outOfMemory, unusableDatabase }

  package var code: Code
  package var message: String
  /// Offset of the error in the pattern, in bytes, where the library tells.
  package var offset: Int?
  /// Index of the pattern in the list that was given.
  package var index: Int?

  package init(_ code: Code, _ message: String, offset: Int? = nil, index: Int? = nil) {
    self.code = code
    self.message = message
    self.offset = offset
    self.index = index
  }

  package var description: String { message }
}

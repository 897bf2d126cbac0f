import GateModel

/// Edits of one file that can stand beside each other.
struct FileEdits {
  struct Edit: Hashable {
    /// Of the decoded text.
    var range: Range<Int>
    var text: [UInt8]

    /// A longer one comes later, so that what stays of two that overlap is the smaller change.
    static func precedes(_ a: Edit, _ b: Edit) -> Bool {
      if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
      if a.range.count != b.range.count { return a.range.count < b.range.count }
      return a.text.lexicographicallyPrecedes(b.text)
    }
  }

  /// By place; none overlaps another.
  private(set) var kept: [Edit] = []
  /// How many overlap one that was kept.
  private(set) var overlapping = 0

  /// Equal edits are one, and one that changes nothing is none. Two at the same place are taken to overlap even where both
  /// insert: which comes first is not known. Nil where one lies outside of the text.
  init?(_ edits: [Edit], in text: ArraySlice<UInt8>) {
    for edit in Set(edits).sorted(by: Edit.precedes) {
      guard edit.range.upperBound <= text.count else { return nil }
      let place = text.dropFirst(edit.range.lowerBound).prefix(edit.range.count)
      if place.elementsEqual(edit.text) { continue }
      if let last = kept.last?.range, edit.range.lowerBound < max(last.upperBound, last.lowerBound + 1) {
        overlapping += 1
      } else {
        kept.append(edit)
      }
    }
  }

  /// The same text with all that was kept.
  func applied(to text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var place = text.startIndex
    for edit in kept {
      result += text[place..<(text.startIndex + edit.range.lowerBound)]
      result += edit.text
      place = text.startIndex + edit.range.upperBound
    }
    return result + text[place...]
  }
}

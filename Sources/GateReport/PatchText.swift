/// A patch for eyes: what would act on a terminal is spelled out, so it is no patch for a program any more.
package enum PatchText {
  package static func visible(_ patch: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for line in patch.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let parts = line.split(separator: 0x09, omittingEmptySubsequences: false)
      out += parts.map { Escape.visible(String(decoding: $0, as: UTF8.self)) }.joined(separator: "\t").utf8
      out.append(0x0A)
    }
    out.removeLast()
    return out
  }
}

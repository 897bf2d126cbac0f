import Glibc

/// Semgrep's entropy analyser: whether a text holds more information than English would in its place. Its bounds are
/// Semgrep's: over 64 bits in all, and over 0.6 bits for each bit of the text. What a character tells is measured on
/// triples, as there; but the letters' frequencies are our own, so texts close to a bound can come out differently.
package enum HighEntropy {
  private static let fewestBits = 64.0
  private static let leastDensity = 0.6
  /// What is no letter counts as one of 62 letters and digits, drawn at random.
  private static let other = log2(62.0)

  package static func isHigh(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    // One character over and over tells nothing.
    guard let first = bytes.first, bytes.contains(where: { $0 != first }) else { return false }
    let bits = information(bytes.map(letter))
    return bits > fewestBits && bits / Double(8 * bytes.count) > leastDensity
  }

  private static func letter(_ byte: UInt8) -> Int? {
    (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 ? Int(byte | 0x20) - 0x61 : nil
  }

  /// In bits. Each character begins a triple, or what is left of one, and has its share of that triple's information.
  static func information(_ letters: [Int?]) -> Double {
    var bits = 0.0
    for start in letters.indices {
      let run = letters[start..<min(start + 3, letters.count)]
      bits += triple(run) / Double(run.count)
    }
    return bits
  }

  private static func triple(_ run: ArraySlice<Int?>) -> Double {
    let known = run.compactMap { $0 }
    guard run.count == 3, known.count == 3 else { return run.reduce(0) { $0 + ($1.map(single) ?? other) } }
    return single(known[0]) + following(known[0], known[1]) + following(known[1], known[2])
  }

  private static func single(_ letter: Int) -> Double { Double(table[letter]) / 4 }

  private static func following(_ letter: Int, _ next: Int) -> Double { Double(table[26 * (letter + 1) + next]) / 4 }

  /// Information of each letter, then of each letter after A, after B and so on: quarters of a bit, above the character `0`.
  /// Counted on 700 kB of this project's own text.
  private static let table: [UInt8] = #"""
    ?HCC<EFE?SKBE?@EU??=DJIMIZ
    XD?BUE?\EdL?B=YDW<?9GMKQI^
    ?UJQ;SMSD?Z:NP;QfCDL?ZZ\:j
    <YKR<YS<Fd=DXU8PeBK=FXObIl
    ?IMD5PBX:YXGOQ@Q`D?JHSX[Hl
    BLA>EGKVLc_AD=RCK:;=UFMAJl
    @XPQ=BQR7eWEQO:Q]AFB=\Z_Ll
    ?POQ4QRB<eWINBGQgCBL?\[_[[
    9PQU6RXX=e]PMR;Th>GEG\[`Pd
    HIBAGDD^OZV>F7AJ^E?:VEcKbN
    APIK5MMMEZHJMG@LXG8EERMUPa
    6RNL8MQQ<`UHO@JJbJ?ENWUZTg
    >USB6BXX<]PARL?PkSACAQUcGl
    9BTM8TNX=bYE>H?>]QFMCW\`[l
    A[?;=J;VCYJKNI>TbP?:GOZcNf
    LEFALBM]HZGA@;CCl9CA?J?Z^l
    7\MS<OUNEfZ?VS;BS<I?G]U^Il
    ENIIBKKKEUQ;KEFK[BEC4PNSO`
    @OJC8SKW;lIPIA=MdCAB@P\f?l
    ?VAU8RXC>jJMQPAEMQA8C]IZLe
    >ZFT9KX9=d_OPV@Ob<@EB[QcFk
    AEEI?LNZAh^<A8QGj<A<VU^]]Z
    4WRR7STT>bVQTNJSdNMLPYMZXi
    ?QPR>TU9:bZMT>=Pd>=LSHXPXi
    @P@L?GLM?]NLNJJ@_HI4NRSPJd
    =KGHBIPPG]UGDCE>`I=5NRDXQI
    ?KFE5IIH@VNEFCCHXBCAEMLPKH
    """#.utf8.filter { $0 != 0x0A }.map { $0 - 0x30 }
}

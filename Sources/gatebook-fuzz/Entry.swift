import Glibc

// GATEBOOK_FUZZ_TARGET names what libFuzzer feeds.

private let target: FuzzTarget = {
  let name = unsafe getenv("GATEBOOK_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    print("GATEBOOK_FUZZ_TARGET is one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
    exit(2)
  }
  return target
}()

private typealias Feed = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
private typealias Words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>, _ words: UnsafeMutablePointer<Words>, _ feed: Feed
) -> Int32

/// The package manager makes this symbol of an executable its `main`, so that libFuzzer's own is not asked.
@_cdecl("gatebook_fuzz_main")
package func fuzzMain(_ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32 {
  var (count, words) = unsafe (count, words)
  // What the targets share is read now, or the first input would take the time for it.
  target.run([])
  return unsafe runDriver(&count, &words) { data, count in
    unsafe target.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  }
}

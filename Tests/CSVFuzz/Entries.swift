// Where libFuzzer enters each target. Compiled by scripts/fuzz, together with Tests/CSVTests/Fuzz.

/// The reader, against the obvious one.
@_cdecl("fuzz_csv_reader")
public func fuzzCSVReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe run(.reader, start, count)
}

/// The finding of dialects.
@_cdecl("fuzz_csv_sniffer")
public func fuzzCSVSniffer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe run(.sniffer, start, count)
}

private func run(_ target: CSVFuzzTarget, _ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // libFuzzer takes a crash for a find, and keeps the input.
  if let law = target.lawBroken(by: input) { fatalError("\(target.rawValue): \(law)") }
  return 0
}

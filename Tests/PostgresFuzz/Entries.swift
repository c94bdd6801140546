// Where libFuzzer enters each target. Compiled by scripts/fuzz, together with Tests/PostgresTests/Fuzz.

/// The types that a column can be read as.
@_cdecl("fuzz_decoders")
public func fuzzDecoders(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe run(.decoders, start, count)
}

/// The reader of binary COPYs.
@_cdecl("fuzz_binary_copy")
public func fuzzBinaryCopy(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe run(.binaryCopy, start, count)
}

/// The reader of text COPYs, and the writers.
@_cdecl("fuzz_text_copy")
public func fuzzTextCopy(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe run(.textCopy, start, count)
}

private func run(_ target: FuzzTarget, _ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // libFuzzer takes a crash for a find, and keeps the input.
  if let law = target.lawBroken(by: input) { fatalError("\(target.rawValue): \(law)") }
  return 0
}

internal import CZlib

/// A DEFLATE stream (RFC 1951) on its way through zlib.
@safe final class Inflater {
  /// What stands around the stream.
  enum Wrapping: Int32 {
    /// A gzip member (RFC 1952), whose checksum and length zlib checks.
    case gzip = 31
    /// Nothing.
    case none = -15
  }

  enum Outcome: Equatable {
    case more
    case ended
    /// Nothing more comes without more input.
    case needsInput
    case damaged
  }

  // zlib keeps the address of its stream and checks it, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init(_ wrapping: Wrapping) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    // inflateInit2 is a macro that Swift does not import; this is what it stands for.
    isReady = unsafe inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Begins a new stream.
  func reset() { _ = unsafe inflateReset(stream) }

  /// Unpacks what it can of the available bytes, which it uses, into `output`; how many it made.
  func run(_ input: InputBytes, into output: inout [UInt8]) -> (Outcome, made: Int) {
    guard isReady else { return (.damaged, 0) }
    let part = input.available
    let size = output.count
    let status = unsafe input.block.withUnsafeBufferPointer { given in
      unsafe output.withUnsafeMutableBufferPointer { room in
        // zlib reads only; its header lacks the const. Both lengths are those of the buffers.
        let rest = unsafe UnsafeMutableBufferPointer(mutating: UnsafeBufferPointer(rebasing: given[part]))
        unsafe stream.pointee.next_in = rest.baseAddress
        unsafe stream.pointee.avail_in = UInt32(part.count)
        unsafe stream.pointee.next_out = room.baseAddress
        unsafe stream.pointee.avail_out = UInt32(size)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    let made = unsafe size - Int(stream.pointee.avail_out)
    input.use(unsafe part.count - Int(stream.pointee.avail_in))
    switch status {
    case Z_OK: return (.more, made)
    case Z_STREAM_END: return (.ended, made)
    case Z_BUF_ERROR: return (.needsInput, made)
    default: return (.damaged, made)
    }
  }
}

/// The CRC-32 of ISO 3309 that gzip and zip use.
struct Checksum {
  private(set) var value: UInt32 = 0

  mutating func add(_ bytes: [UInt8]) {
    value = unsafe bytes.withUnsafeBufferPointer { all in
      unsafe UInt32(truncatingIfNeeded: crc32_z(uLong(value), all.baseAddress, all.count))
    }
  }
}

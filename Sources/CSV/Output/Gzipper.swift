internal import CZlib

/// Packs gzip (RFC 1952) with zlib, at its default level. zlib leaves name and time out of the header.
@safe final class Gzipper: Compressor {
  // zlib keeps the address of its stream and checks it, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    // deflateInit2 is a macro that Swift does not import. 31: the largest window, and gzip around it; 8: the default memory.
    isReady =
      unsafe deflateInit2_(
        stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  func run(_ bytes: [UInt8], isLast: Bool) throws(CSVError) -> [UInt8] {
    guard isReady else { throw CSVError(.unusable("there is no memory to pack the file")) }
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    unsafe bytes.withUnsafeBufferPointer { given in
      // zlib reads only; its header lacks the const. The lengths are those of the buffers, which outlive the calls.
      unsafe stream.pointee.next_in = UnsafeMutableBufferPointer(mutating: given).baseAddress
      unsafe stream.pointee.avail_in = UInt32(given.count)
      repeat {
        let size = room.count
        unsafe room.withUnsafeMutableBufferPointer { space in
          unsafe stream.pointee.next_out = space.baseAddress
          unsafe stream.pointee.avail_out = UInt32(size)
          _ = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        }
        output += room[..<(unsafe size - Int(stream.pointee.avail_out))]
      } while unsafe stream.pointee.avail_out == 0
    }
    return output
  }
}

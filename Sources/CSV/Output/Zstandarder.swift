internal import CZstd

/// Packs Zstandard (RFC 8878) with libzstd, at its default level, with a checksum.
@safe final class Zstandarder: Compressor {
  private let context: OpaquePointer?

  init() {
    unsafe context = ZSTD_createCCtx()
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit { unsafe ZSTD_freeCCtx(context) }

  func run(_ bytes: [UInt8], isLast: Bool) throws(CSVError) -> [UInt8] {
    guard unsafe context != nil else { throw CSVError(.unusable("there is no memory to pack the file")) }
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    let size = room.count
    var used = 0
    var left = 0
    repeat {
      let made: Int = unsafe bytes.withUnsafeBytes { given in
        unsafe room.withUnsafeMutableBytes { space in
          // Both lengths are those of the buffers, which outlive the call.
          var source = unsafe ZSTD_inBuffer(src: given.baseAddress, size: given.count, pos: used)
          var target = unsafe ZSTD_outBuffer(dst: space.baseAddress, size: size, pos: 0)
          left = unsafe ZSTD_compressStream2(context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
          unsafe used = source.pos
          return unsafe target.pos
        }
      }
      guard ZSTD_isError(left) == 0 else { throw CSVError(.unusable("there is no memory to pack the file")) }
      output += room[..<made]
    } while used < bytes.count || isLast && left > 0
    return output
  }
}

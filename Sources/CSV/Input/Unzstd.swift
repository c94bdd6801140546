internal import CZstd

/// Unpacks Zstandard (RFC 8878): several frames in a row are one text, and nothing may follow the last.
///
/// Windows of up to 128 MiB are taken, the library's own bound; only `zstd --long=28` and higher make others.
@safe final class Unzstd: Unpacker {
  private let input: InputBytes
  private let limits: UnpackLimits
  private let stream: OpaquePointer?
  private var isInFrame = false
  private var frameStart = 0
  private var unpacked = 0

  init(_ input: InputBytes, limits: UnpackLimits) {
    self.input = input
    self.limits = limits
    unsafe stream = ZSTD_createDStream()
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  func next() throws(CSVError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let hasInput = try input.fill()
      if !isInFrame {
        guard hasInput else { return [] }
        frameStart = input.offset
        isInFrame = true
      }
      let (status, made) = run(into: &output)
      if ZSTD_isError(status) != 0 { throw damage(status) }
      if status == 0 { isInFrame = false } else if !hasInput, made == 0 { throw cut }
      unpacked += made
      try limits.check(unpacked: unpacked, of: input)
      guard made == 0 else {
        output.removeLast(output.count - made)
        return output
      }
    }
  }

  private func run(into output: inout [UInt8]) -> (status: Int, made: Int) {
    let part = input.available
    let size = output.count
    let (status, used, made) = unsafe input.block.withUnsafeBytes { given in
      unsafe output.withUnsafeMutableBytes { room in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: given[part])
        // Both lengths are those of the buffers, which outlive the call.
        var source = unsafe ZSTD_inBuffer(src: rest.baseAddress, size: part.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: size, pos: 0)
        let status = unsafe ZSTD_decompressStream(stream, &target, &source)
        return unsafe (status, source.pos, target.pos)
      }
    }
    input.use(used)
    return (status, made)
  }

  private var cut: CSVError {
    input.unusable("the zstd file is cut off: its last part, from byte \(frameStart) on, does not end")
  }

  private func damage(_ status: Int) -> CSVError {
    if ZSTD_getErrorCode(status) == ZSTD_error_prefix_unknown, frameStart > 0 {
      return input.unusable("bytes that are no zstd follow the end of the zstd file", at: frameStart)
    }
    // The library returns a constant string.
    let reason = unsafe ZSTD_getErrorName(status).map { unsafe String(cString: $0) } ?? "no reason given"
    return input.unusable("the zstd file cannot be unpacked: \(reason)")
  }
}

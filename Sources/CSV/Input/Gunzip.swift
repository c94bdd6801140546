/// Unpacks gzip (RFC 1952): several members in a row are one text, and nothing may follow the last.
final class Gunzip: Unpacker {
  private let input: InputBytes
  private let limits: UnpackLimits
  private let inflater = Inflater(.gzip)
  private var isInMember = false
  private var memberStart = 0
  private var unpacked = 0

  init(_ input: InputBytes, limits: UnpackLimits) {
    self.input = input
    self.limits = limits
  }

  func next() throws(CSVError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let hasInput = try input.fill()
      if !isInMember {
        guard hasInput else { return [] }
        memberStart = input.offset
        inflater.reset()
        isInMember = true
      }
      let (outcome, made) = inflater.run(input, into: &output)
      switch outcome {
      case .more: break
      case .ended: isInMember = false
      case .needsInput: if !hasInput { throw cut }
      case .damaged: throw damage
      }
      unpacked += made
      try limits.check(unpacked: unpacked, of: input)
      guard made == 0 else {
        output.removeLast(output.count - made)
        return output
      }
    }
  }

  private var cut: CSVError {
    // The shortest member has 18 bytes.
    if memberStart > 0, input.offset - memberStart < 18 { return rest }
    return input.unusable(
      "the gzip file is cut off: its last part, from byte \(memberStart) on, does not end")
  }

  private var damage: CSVError {
    // The two magic bytes are looked at together: what is not used beyond them is no member at all.
    if memberStart > 0, input.offset - memberStart <= 2 { return rest }
    return input.unusable("the gzip file is damaged")
  }

  private var rest: CSVError {
    input.unusable("bytes that are no gzip follow the end of the gzip file", at: memberStart)
  }
}

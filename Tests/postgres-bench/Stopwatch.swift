import Glibc

/// The time that a piece of work takes.
struct Stopwatch {
  private let start = ContinuousClock.now
  private let startOfUser = Stopwatch.userSeconds()

  /// Stops, and says what was measured. The checksum is of everything that was read or written, so that nothing of it can
  /// be left out.
  func stop(checksum: UInt64) -> Measurement {
    Measurement(
      seconds: (ContinuousClock.now - start) / .seconds(1), user: Self.userSeconds() - startOfUser,
      checksum: checksum)
  }

  /// What this process took of the processors outside the kernel, in seconds.
  private static func userSeconds() -> Double {
    var usage = rusage()
    unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1_000_000
  }
}

/// What the script reads: seconds, seconds of the processor outside the kernel, checksum.
struct Measurement: CustomStringConvertible {
  let seconds: Double
  let user: Double
  let checksum: UInt64
  var description: String { "\(seconds) \(user) \(checksum)" }
}

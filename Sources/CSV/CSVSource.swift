import Glibc

/// Where a reader's bytes come from: a file, a pipe, memory, or a function. Owned by one reader.
public struct CSVSource: ~Copyable {
  /// What messages call it.
  public let name: String

  private let descriptor: Int32
  private let closesDescriptor: Bool
  private var pending: [UInt8] = []
  private var taken = 0
  private var replay: [UInt8] = []
  private var replayed = 0
  private let pull: ((_ atMost: Int) throws(CSVError) -> [UInt8])?
  private let observer: ((Span<UInt8>) -> Void)?
  /// What could not be converted, where the text is converted on its way.
  private(set) var faults: ConversionFaults?

  /// The file at this path, closed with the source. Throws `cannotOpen`.
  /// `observer` sees every block read, in order, before its records: to hash and count while streaming.
  public init(path: String, observer: ((Span<UInt8>) -> Void)? = nil) throws(CSVError) {
    // A call into the C library: the path is lent as a C string for its length alone.
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if opened < 0 { throw CSVError(.cannotOpen(errno: errno), file: path) }
    self.init(name: path, descriptor: opened, closes: true, pull: nil, observer: observer)
  }

  /// An open descriptor: regular file, pipe, socket or terminal. It is closed with the source only if `closes`.
  public init(descriptor: Int32, name: String, closes: Bool = false, observer: ((Span<UInt8>) -> Void)? = nil)
  {
    precondition(descriptor >= 0, "a descriptor that is not open would be taken for an empty file")
    self.init(name: name, descriptor: descriptor, closes: closes, pull: nil, observer: observer)
  }

  /// Standard input, left open.
  public static func standardInput(observer: ((Span<UInt8>) -> Void)? = nil) -> CSVSource {
    CSVSource(descriptor: STDIN_FILENO, name: "standard input", observer: observer)
  }

  /// Bytes in memory.
  public init(bytes: [UInt8], name: String = "memory", observer: ((Span<UInt8>) -> Void)? = nil) {
    self.init(name: name, descriptor: -1, closes: false, pull: nil, observer: observer)
    pending = bytes
  }

  /// A function that returns the next bytes, and none at the end: for what is unpacked or converted on the way.
  /// What it throws, the reader throws. Offsets then count its bytes.
  public init(
    name: String, observer: ((Span<UInt8>) -> Void)? = nil,
    pull: @escaping (_ atMost: Int) throws(CSVError) -> [UInt8]
  ) {
    self.init(name: name, descriptor: -1, closes: false, pull: pull, observer: observer)
  }

  /// A text that is converted on its way.
  init(
    name: String, faults: ConversionFaults,
    pull: @escaping (_ atMost: Int) throws(CSVError) -> [UInt8]
  ) {
    self.init(name: name, descriptor: -1, closes: false, pull: pull, observer: nil)
    self.faults = faults
  }

  private init(
    name: String, descriptor: Int32, closes: Bool, pull: ((_ atMost: Int) throws(CSVError) -> [UInt8])?,
    observer: ((Span<UInt8>) -> Void)?
  ) {
    self.name = name
    self.descriptor = descriptor
    closesDescriptor = closes
    self.pull = pull
    self.observer = observer
  }

  deinit {
    // Only read from: nothing can be lost in closing.
    if closesDescriptor { _ = close(descriptor) }
  }

  /// The next bytes, which will be read once more; fewer than `count` only at the end. The observer sees them now, once.
  mutating func readAhead(_ count: Int) throws(CSVError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = try read(into: &bytes, at: filled, count: count - filled)
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    replay = bytes + replay[replayed...]
    replayed = 0
    return bytes
  }

  /// Up to `count` bytes into `bytes` from `start` on; how many, 0 at the end. Throws `cannotRead`.
  mutating func read(into bytes: inout [UInt8], at start: Int, count: Int) throws(CSVError) -> Int {
    if replayed < replay.count {
      let got = Self.copy(replay, from: replayed, into: &bytes, at: start, atMost: count)
      replayed += got
      if replayed == replay.count { (replay, replayed) = ([], 0) }
      return got
    }
    let got =
      descriptor >= 0
      ? try readDescriptor(into: &bytes, at: start, count: count)
      : try readPending(into: &bytes, at: start, count: count)
    if got > 0, let observer { observer(bytes.span.extracting(start..<(start + got))) }
    return got
  }

  /// All that is left, in memory.
  package mutating func rest() throws(CSVError) -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = try read(into: &block, at: 0, count: block.count)
      if got == 0 { return all }
      all += block.prefix(got)
    }
  }

  private func readDescriptor(into bytes: inout [UInt8], at start: Int, count: Int) throws(CSVError) -> Int {
    while true {
      // The kernel writes at most `count` bytes behind `start`; `rebasing` checks that they lie in the array.
      let (got, number) = unsafe bytes.withUnsafeMutableBytes { all in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: all[start..<(start + count)])
        let got = unsafe Glibc.read(descriptor, target.baseAddress, count)
        return (got, errno)
      }
      if got >= 0 { return got }
      switch number {
      case EINTR: continue
      case EAGAIN:
        // Someone made the descriptor non-blocking (a shared terminal or pipe): wait for bytes instead of failing.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
      default: throw CSVError(.cannotRead(errno: number), file: name)
      }
    }
  }

  private mutating func readPending(into bytes: inout [UInt8], at start: Int, count: Int) throws(CSVError)
    -> Int
  {
    if taken == pending.count, let pull {
      pending = try pull(count)
      taken = 0
    }
    let got = Self.copy(pending, from: taken, into: &bytes, at: start, atMost: count)
    taken += got
    return got
  }

  private static func copy(
    _ source: [UInt8], from first: Int, into bytes: inout [UInt8], at start: Int, atMost count: Int
  ) -> Int {
    let got = min(count, source.count - first)
    // Both ranges are checked by `rebasing`; a loop over elements would be slow in debug builds.
    unsafe bytes.withUnsafeMutableBytes { all in
      unsafe source.withUnsafeBytes { given in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: all[start..<(start + got)])
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: given[first..<(first + got)]))
      }
    }
    return got
  }
}

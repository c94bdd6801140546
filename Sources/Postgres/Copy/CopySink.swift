internal import CLibpq

/// The way of a COPY's bytes to the server, the same for every format. Blocks of 64 KiB go as they fill, so memory does not
/// grow.
struct CopySink {
  /// Where the bytes go; nil where they are gathered only.
  let wire: Wire?
  let statement: String
  let file: String
  let line: Int
  private let requestsBefore: Int
  var buffer: [UInt8] = []
  /// The rows that were begun.
  var rows = 0
  /// Whether libpq could not take a block. The server's answer then says why.
  private(set) var isCut = false
  /// The first fault of the sender's. It fails the COPY as a whole, even where the caller has caught it.
  private(set) var fault: PostgresError?
  // Asked for each row; the error itself is too large to look into each time.
  private var isFaulty = false

  /// Fields and rows of 1 GiB are more than the server can hold.
  static let rowBytes = 1 << 30
  /// The same, for tests to make smaller.
  var rowLimit = CopySink.rowBytes
  /// Above this many bytes a block is sent. Measured: 16 to 64 KiB is best, larger blocks are slower.
  static let blockBytes = 65_536

  init(wire: Wire?, statement: String, file: String, line: Int) {
    self.wire = wire
    self.statement = statement
    self.file = file
    self.line = line
    requestsBefore = wire?.state.cancelRequests.count ?? 0
    buffer.reserveCapacity(Self.blockBytes * 2)
  }

  /// Whether the COPY was asked to stop since it began.
  var isCancelled: Bool { (wire?.state.cancelRequests.count ?? 0) != requestsBefore }

  /// Sends the block where it is full. Only between two rows.
  mutating func flushIfFull() throws(PostgresError) {
    if buffer.count >= Self.blockBytes { try flush() }
  }

  mutating func flush() throws(PostgresError) {
    guard let wire else { return }
    // libpq reads no answer while rows are sent, so of a cancelled COPY it would say nothing before the last one.
    let sent = unsafe buffer.withUnsafeBytes { bytes in
      unsafe isCancelled
        ? -1
        : PQputCopyData(
          wire.connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1 else {
      isCut = true
      throw PostgresError(
        kind: .connectionLost, message: "the COPY was cut off", statement: statement, spoils: .connection,
        file: file, line: line)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  func checkFault() throws(PostgresError) {
    guard isFaulty, let fault else { return }
    throw fault
  }

  /// Notes a fault and gives the error to throw for it.
  mutating func fail(_ message: String) -> PostgresError {
    let first = fault ?? .misuse(message, statement: statement, file: file, line: line)
    fault = first
    isFaulty = true
    return first
  }

  mutating func failAsOversized() -> PostgresError {
    fail("row \(rows) has 1 GiB or more, which no row of PostgreSQL can have")
  }
}

/// What writes the rows of a COPY in one format.
protocol CopyWriter: ~Copyable {
  var sink: CopySink { get }
  /// Ends the data and sends what is left of it; the first fault of the rows is thrown, even where it was swallowed.
  mutating func finish() throws(PostgresError)
}

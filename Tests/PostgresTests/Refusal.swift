import Foundation
import Testing

@testable import Postgres

/// The `PostgresError` that `body` throws. The test fails where it throws none.
func refusal(_ sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void) throws
  -> PostgresError
{
  do {
    try body()
  } catch let error as PostgresError {
    return error
  }
  return try #require(nil as PostgresError?, "no error was thrown", sourceLocation: sourceLocation)
}

/// An error of a caller's own.
struct OwnError: Error, Equatable {
  var number = 1
}

/// Whether this machine has the memory for tests that hold a GiB.
let hasRoomForLargeValues = ProcessInfo.processInfo.physicalMemory >= 6 << 30

/// A parameter with any type and bytes, to send what no Swift value would.
struct RawParameter: PostgresEncodable {
  let parameter: Parameter

  init(_ type: PostgresType, _ bytes: [UInt8], isBinary: Bool) {
    parameter = Parameter(type: type, bytes: bytes, isBinary: isBinary)
  }
}

extension Connection {
  /// Whether the connection answers a statement, and with that statement's own answer.
  mutating func answers() throws -> Bool {
    let number = Int.random(in: 1...1_000_000)
    return try value("SELECT \(number)", as: Int.self) == number
  }

  /// The number of rows of a table.
  mutating func count(_ table: String) throws -> Int {
    try value("SELECT count(*) FROM \(identifier: table)") ?? -1
  }

  /// The process id of the session on the server.
  mutating func session() throws -> Int32 { try value("SELECT pg_backend_pid()") ?? -1 }

  /// Ends another session and waits until it is gone.
  mutating func terminate(_ session: Int32) throws {
    #expect(try value("SELECT pg_terminate_backend(\(session), 5000)") == true)
  }
}

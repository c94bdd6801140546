import Glibc
import Postgres

/// One measurement of `Postgres` for `scripts/bench postgres`: `postgres-bench VERB URL COUNT`. Prints seconds, seconds
/// of the processor outside the kernel, and a checksum; connecting is not in the time.
@main
struct Bench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 3, let count = Int(arguments[2]), count > 0 else {
      complain("postgres-bench read | whole | copy | trips | unprepared-trips | stream URL COUNT")
    }
    do {
      var connection = try Connection(
        ConnectionTarget(arguments[1]), applicationName: "postgres-bench",
        preparing: arguments[0] == "unprepared-trips" ? .never : .automatic)
      print(try measure(arguments[0], count, &connection))
    } catch {
      complain("\(error)")
    }
  }

  private static func measure(
    _ verb: String, _ count: Int, _ connection: inout Connection
  ) throws -> Measurement {
    switch verb {
    case "read": try readRows(&connection)
    case "whole": try readWhole(&connection)
    case "copy": try copyRows(&connection)
    case "trips", "unprepared-trips": try makeTrips(count, &connection)
    case "stream": try streamRows(count, &connection)
    default: complain("there is no measurement \(verb)")
    }
  }

  private static func complain(_ message: String) -> Never {
    unsafe write(STDERR_FILENO, "\(message)\n", message.utf8.count + 1)
    exit(1)
  }
}

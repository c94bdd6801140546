import Foundation
import LocalServer

/// A tiny program to try a private server by hand: `server-trial start | stop [MODE] | status | url DATABASE |
/// create DATABASE | drop DATABASE | hold`.
@main
struct Trial {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do throws(LocalServerError) {
      try run(arguments.first ?? "status", arguments.dropFirst().first ?? "")
    } catch {
      FileHandle.standardError.write(Data("\(error.kind): \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ verb: String, _ argument: String) throws(LocalServerError) {
    let environment = ProcessInfo.processInfo.environment
    if verb == "hold" { return try hold(environment) }
    let home = try ServerHome(environment: environment)
    let server = try PrivateServer(home: home, binaries: .find(environment: environment, for: home))
    switch verb {
    case "start": print(try server.ensureRunning().socketFile)
    case "stop": print(try server.stop(mode: StopMode(rawValue: argument) ?? .fast))
    case "status": print(server.status())
    case "url": print(server.url(database: argument))
    case "create": print(try server.createDatabase(named: argument))
    case "drop": print(try server.dropDatabase(named: argument))
    default: throw LocalServerError(.configuration, "There is no verb \(verb).")
    }
  }

  /// Keeps a throw-away server until this process is ended.
  private static func hold(_ environment: [String: String]) throws(LocalServerError) {
    let server = try EphemeralServer(environment: environment)
    print(server.processID ?? 0, server.directory, server.url())
    fflush(nil)
    while true { sleep(60) }
  }
}

import CLibpq
import Glibc
import PostgresTesting
import Testing

@testable import Postgres

/// Which of several hosts is taken, and for what.
@Suite(.database) struct HostsTests {
  private struct Place {
    let host: String
    let port: String
    let rest: String

    init() throws {
      let target = try ConnectionTarget(Database.current.url)
      host = target.value(of: "host") ?? ""
      port = target.value(of: "port") ?? ""
      rest = "user=\(target.value(of: "user") ?? "") dbname=\(try Database.current.name)"
    }
  }

  private func refused(_ conninfo: String, _ reason: String) throws -> PostgresError {
    let error = try refusal { _ = try Connection(ConnectionTarget(conninfo)) }
    #expect(error.kind == .cannotConnect && error.message.contains(reason), "\(error.message)")
    return error
  }

  @Test(
    "Of several hosts that answer the first is taken, each with the port at its place",
    .enabled(if: Cluster.isPrivate))
  func order() throws {
    let database = try Database.current
    let relays = try [Relay(to: database), Relay(to: database)]
    let ports = relays.map { "\($0.port)" }
    for order in [ports, ports.reversed()] {
      let conninfo =
        "host=127.0.0.1,127.0.0.1 port=\(order.joined(separator: ",")) user=rollcall dbname=\(database.name)"
      let url = "postgresql://rollcall@127.0.0.1:\(order[0]),127.0.0.1:\(order[1])/\(database.name)"
      for text in [conninfo, url] {
        var connection = try Connection(ConnectionTarget(text))
        #expect(connection.port == order[0])
        #expect(try connection.answers())
      }
    }
    withExtendedLifetime(relays) {}
  }

  @Test("One port serves all hosts; a list of another length than the hosts' is refused")
  func ports() throws {
    let place = try Place()
    var connection = try Connection(
      ConnectionTarget("host=/dead,\(place.host) port=\(place.port) \(place.rest)"))
    #expect(try connection.answers())
    _ = try refused(
      "host=/dead,/gone,\(place.host) port=1,2 \(place.rest)", "could not match 2 port numbers to 3 hosts")
  }

  @Test(
    "A host that is deaf or refuses the connection costs its own timeout and no more, then the next is taken")
  func deafFirst() throws {
    let (listener, deaf) = try Relay.listen()
    defer { close(listener) }
    let (closed, refusing) = try Relay.listen()
    close(closed)
    let place = try Place()
    let start = ContinuousClock.now
    var connection = try Connection(
      ConnectionTarget(
        "host=127.0.0.1,127.0.0.1,\(place.host) port=\(refusing),\(deaf),\(place.port) connect_timeout=2 \(place.rest)"
      ))
    #expect(try connection.answers())
    let time = ContinuousClock.now - start
    #expect(time > .seconds(1) && time < .seconds(10))
  }

  @Test("A host that answers and refuses the login ends the search: the next is not asked")
  func answered() throws {
    let place = try Place()
    let error = try refused(
      "host=\(place.host),/gone port=\(place.port) \(place.rest) dbname=no_such_database", "no_such_database")
    #expect(error.sqlState == .invalidCatalogName && !error.message.contains("/gone"))
  }

  @Test("A server that is read-only is refused to who wants to write, and the other way round")
  func readOnly() throws {
    let database = try Database.current
    func attributes(_ wanted: String) -> String { database.url(with: "target_session_attrs", wanted) }
    for wanted in ["any", "read-write", "primary", "prefer-standby"] {
      var connection = try Connection(ConnectionTarget(attributes(wanted)))
      #expect(try connection.answers())
    }
    _ = try refused(attributes("read-only"), "session is not read-only")
    _ = try refused(attributes("standby"), "server is not in hot standby mode")
    var connection = try database.connect()
    try connection.execute(
      "ALTER DATABASE \(identifier: database.name) SET default_transaction_read_only = on")
    for wanted in ["any", "read-only", "primary", "prefer-standby"] {
      var connection = try Connection(ConnectionTarget(attributes(wanted)))
      #expect(try connection.answers())
    }
    let error = try refused(attributes("read-write"), "session is read-only")
    #expect(error.sqlState == nil && error.spoils == .connection)
    _ = try refused(attributes("reed-write"), "invalid target_session_attrs value: \"reed-write\"")
  }
}

extension Connection {
  /// The port that was connected to.
  fileprivate var port: String { unsafe String(cString: PQport(wire.connection)) }
}

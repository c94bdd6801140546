import Foundation
import Glibc

/// A throw-away server for tests: in a private folder below the temporary one, fast because its data may be lost.
///
/// It ends with the process that made it, however that ends: a watchdog shell waits for the other end of a socket
/// pair to close, then stops the server and removes the folder. What a killed watchdog leaves, the next
/// `EphemeralServer` sweeps up.
public final class EphemeralServer: Sendable {
  /// Where it listens.
  public let address: ServerAddress
  /// The same server with the verbs of a private one: status, databases.
  public let server: PrivateServer
  let place: EphemeralPlace
  let watchdog: Int32

  /// Makes and starts a server.
  ///
  /// `settings` are written after ours and win (`["max_connections": "10"]`). `environment`, by default the
  /// process's own, is asked for `PATH` and `TMPDIR`. Throws like `PrivateServer.ensureRunning`.
  public init(
    settings: [String: String] = [:], environment: [String: String]? = nil
  ) throws(LocalServerError) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    let binaries = try ServerBinaries.find(environment: environment)
    let account = try ServerAccount.current()
    let base = EphemeralPlace.base(environment: environment)
    EphemeralPlace.sweep(base, binaries: binaries, account: account)
    place = try EphemeralPlace.make(in: base, account: account)
    watchdog = try place.startWatchdog(binaries: binaries, account: account)
    do throws(LocalServerError) {
      server = try PrivateServer(
        home: ServerHome(directory: place.path), binaries: binaries,
        settings: ServerSettings(extra: settings, isDisposable: true))
      address = try server.ensureRunning()
    } catch {
      place.release()
      ChildCommand.wait(for: watchdog)
      throw error
    }
  }

  deinit { stop() }

  /// Its private folder, gone after `stop`.
  public var directory: String { place.path }

  /// The process id of the server's first process, nil while it is down.
  public var processID: Int32? { server.postmaster }

  /// A libpq URL of one of its databases.
  public func url(database: String = "rollcall") -> String { address.url(database: database) }

  /// Ends the first process with SIGKILL, as a crash would; its other processes are left to themselves.
  public func killPostmaster() {
    if let process = server.postmaster {
      kill(process, SIGKILL)
      _ = ProcessTable.waitUntil(milliseconds: 2_000) {
        !ProcessTable.isServer(process, of: server.home.dataDirectory)
      }
    }
  }

  /// Stops it where it runs (sessions are ended) and starts it again at the same address.
  public func restart() throws(LocalServerError) {
    try server.stop(mode: .fast)
    _ = try server.ensureRunning()
  }

  /// Ends the server and removes its folder. Repeated calls do nothing.
  public func stop() {
    // Once it is gone the watchdog's number may belong to another child of ours.
    guard Files.facts(place.path) != nil else { return }
    let process = server.postmaster
    place.release()
    ChildCommand.wait(for: watchdog)
    // Started by us, so it stays in the process table until we have taken its exit code.
    if let process { _ = ChildCommand.reap(process) }
  }
}

/// The texts of the server's settings files.
struct ServerSettings: Sendable {
  /// Extra settings of a caller, which win over ours.
  var extra: [String: String] = [:]
  /// Whether the data may be lost at any time (throw-away servers).
  var isDisposable = false

  /// The text of `rollcall.conf`, which `postgresql.conf` includes.
  func configuration(socketDirectory: String) -> String {
    // The inner quotes: the value is a list, and a path may hold a space.
    let directory = "\"" + socketDirectory.flatMap { $0 == "\"" ? "\"\"" : "\($0)" } + "\""
    var values = Self.common + [("unix_socket_directories", directory)]
    if isDisposable { values += Self.disposable }
    values += extra.sorted { $0.key < $1.key }
    let lines = values.map { "\($0.0) = \(Self.quoted($0.1))" }
    let notice =
      "# Written by rollcall at every start. To change a setting, use ALTER SYSTEM, which wins over this file."
    return ([notice] + lines).joined(separator: "\n") + "\n"
  }

  private static let common = [
    ("listen_addresses", ""),
    ("port", "\(ServerHome.port)"),
    ("unix_socket_permissions", "0700"),
    // The end of a plain user's login removes POSIX shared memory under systemd; files in the data folder stay.
    ("dynamic_shared_memory_type", "mmap"),
    ("client_connection_check_interval", "500ms"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("shared_buffers", "256MB"),
    ("max_wal_size", "2GB"),
    ("checkpoint_timeout", "15min"),
    // Personal data must not reach the log. An error's own sentence can quote a value ("invalid input syntax …"),
    // so errors of statements are not logged at all (`log` ranks above `error`); of the rest, no details.
    ("log_min_messages", "log"),
    ("log_min_error_statement", "panic"),
    ("log_error_verbosity", "terse"),
    ("log_statement", "none"),
    ("log_parameter_max_length", "0"),
    ("log_parameter_max_length_on_error", "0"),
    ("logging_collector", "off"),
    ("log_destination", "stderr"),
  ]

  private static let disposable = [
    ("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off"),
    ("shared_buffers", "64MB"), ("autovacuum_naptime", "1d"),
  ]

  /// Only the named users of this machine, each as the owner role or as the superuser, over the socket.
  static let hostBasedAuthentication = "# Written by rollcall.\nlocal all all peer map=rollcall\n"

  static func identities(of account: ServerAccount) -> String {
    let lines = account.clients.flatMap { client in
      ["rollcall", ServerAddress.superuser].map { "rollcall \"\(client)\" \($0)" }
    }
    return (["# Written by rollcall."] + lines).joined(separator: "\n") + "\n"
  }

  /// A value between quotes, as postgresql.conf reads it.
  static func quoted(_ value: String) -> String {
    "'" + value.flatMap { $0 == "'" ? "''" : $0 == "\\" ? "\\\\" : "\($0)" } + "'"
  }
}

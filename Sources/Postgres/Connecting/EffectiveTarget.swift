internal import CLibpq
internal import Glibc

/// What a target comes to once libpq has added the environment, the service's file and its own defaults.
///
/// libpq alone decides what wins, so libpq is asked: an attempt that an impossible setting ends before anything is sent
/// leaves all the others resolved.
struct EffectiveTarget {
  private var settings: [String: String] = [:]

  init(_ given: [(String, String)]) {
    guard let connection = unsafe startedConnection(given + [("channel_binding", "none of the three")]) else {
      return
    }
    defer { unsafe PQfinish(connection) }
    guard let options = unsafe PQconninfo(connection) else { return }
    defer { unsafe PQconninfoFree(options) }
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val, unsafe value.pointee != 0 {
        settings[unsafe String(cString: keyword)] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
  }

  func value(of keyword: String) -> String? { settings[keyword] }

  /// The first of the hosts that the bytes would leave this machine for; nil where there is none.
  var remoteHost: String? {
    let hosts = list("host")
    let addresses = list("hostaddr")
    for index in 0..<max(hosts.count, addresses.count, 1) {
      let address = index < addresses.count ? addresses[index] : ""
      let host = index < hosts.count ? hosts[index] : ""
      let place = address.isEmpty ? host : address
      if !Self.isLocal(place) { return place }
    }
    return nil
  }

  /// Whether the target leaves plain text to chance: by default libpq tries TLS and goes on without where the server, or
  /// whoever stands in its place, says that it has none.
  var mayFallBackToPlainText: Bool {
    ["prefer", "allow"].contains(value(of: "sslmode") ?? "prefer")
  }

  private func list(_ keyword: String) -> [String] {
    (value(of: keyword) ?? "").split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
  }

  /// A folder of Unix sockets, an abstract socket, or an address of this machine itself (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
  /// `localhost` is taken at its word.
  static func isLocal(_ host: String) -> Bool {
    if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") { return true }
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

/// Lays settings out as libpq wants them; later ones win, and `dbname` may be a whole conninfo string or URL.
private func withSettings<Value>(
  _ settings: [(String, String)],
  _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<UnsafePointer<CChar>?>?) -> Value
) -> Value {
  var keys: [UnsafePointer<CChar>?] = unsafe settings.map { unsafe UnsafePointer(strdup($0.0)) }
  var values: [UnsafePointer<CChar>?] = unsafe settings.map { unsafe UnsafePointer(strdup($0.1)) }
  defer {
    unsafe keys.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
    unsafe values.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
  }
  unsafe keys.append(nil)
  unsafe values.append(nil)
  return unsafe body(keys, values)
}

/// Connects and waits for the outcome; nil only where there is no memory.
func connected(_ settings: [(String, String)]) -> OpaquePointer? {
  unsafe withSettings(settings) { unsafe PQconnectdbParams($0, $1, 1) }
}

/// Begins to connect; nil only where there is no memory.
private func startedConnection(_ settings: [(String, String)]) -> OpaquePointer? {
  unsafe withSettings(settings) { unsafe PQconnectStartParams($0, $1, 1) }
}

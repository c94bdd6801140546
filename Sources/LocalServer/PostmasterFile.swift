/// What a server writes about itself into `postmaster.pid` in its data folder.
///
/// Lines, by `miscadmin.h`: process id, data folder, start time, port, socket folder, listen address, shared
/// memory key and id, status. A server that has just begun has written fewer of them.
struct PostmasterFile: Equatable {
  let processID: Int32
  let address: ServerAddress?
  let isReady: Bool

  /// Nil where there is no file or its first line is no number.
  init?(dataDirectory: String) {
    guard let text = Files.text(at: Self.path(in: dataDirectory)) else { return nil }
    self.init(text: text)
  }

  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, let processID = Int32(first), processID > 0 else { return nil }
    self.processID = processID
    if lines.count > 5, let port = Int(lines[3]), lines[4].hasPrefix("/") {
      address = ServerAddress(socketDirectory: String(lines[4]), port: port)
    } else {
      address = nil
    }
    isReady = lines.count > 7 && lines[7].hasPrefix("ready")
  }

  static func path(in dataDirectory: String) -> String { "\(dataDirectory)/postmaster.pid" }
}

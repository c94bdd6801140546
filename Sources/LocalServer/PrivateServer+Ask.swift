import Glibc

/// What the server says when it is asked.
enum ServerAnswer: Equatable {
  case ready(RunningServer)
  /// It is there and says "later".
  case later(processID: Int32)
  /// Nobody of ours answers.
  case silent
}

extension PrivateServer {
  /// Asks by connecting, since a pid file says "running" long after a `kill -9`.
  ///
  /// The listener must be the process that the data folder names: a server whose data folder was removed under it
  /// may still hold the socket.
  func ask() -> ServerAnswer {
    guard home.dataMajorVersion != nil, let file = PostmasterFile(dataDirectory: home.dataDirectory) else {
      return .silent
    }
    // Before it is ready every attempt would only put a line into its log.
    guard let address = file.address, file.isReady else {
      return postmaster.map { .later(processID: $0) } ?? .silent
    }
    guard let place = Files.facts(address.socketDirectory), place.isDirectory, place.owner == account.userID,
      place.isClosedToOthers
    else { return .silent }
    do throws(SessionFailure) {
      let session = try ServerSession.open(
        address, user: ServerAddress.superuser, database: "postgres", timeoutSeconds: 5)
      // 0: the listener is in another container, and its number means nothing here.
      guard session.listener == file.processID || session.listener == 0 else { return .silent }
      let version = session.parameters["server_version"] ?? "\(home.dataMajorVersion ?? 0)"
      return .ready(
        RunningServer(
          processID: file.processID, version: version, dataDirectory: home.dataDirectory, address: address))
    } catch {
      return answer(to: error, from: file, address)
    }
  }

  /// A refusal is an answer too: only `cannot_connect_now` means that it does not serve.
  private func answer(
    to failure: SessionFailure, from file: PostmasterFile, _ address: ServerAddress
  ) -> ServerAnswer {
    if failure.saysLater { return .later(processID: file.processID) }
    guard case .refused = failure else { return .silent }
    return .ready(
      RunningServer(
        processID: file.processID, version: "\(home.dataMajorVersion ?? 0)",
        dataDirectory: home.dataDirectory,
        address: address))
  }
}

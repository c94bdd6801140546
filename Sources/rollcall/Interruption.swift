internal import Dispatch
internal import Foundation
internal import Postgres
internal import Roll
internal import Synchronization

/// A flag that signals and the program's own thread share.
final class SharedFlag: Sendable {
  private let state = Atomic<Bool>(false)
  var value: Bool { state.load(ordering: .relaxed) }
  func set(_ value: Bool) { state.store(value, ordering: .relaxed) }
}

/// Ctrl-C: cancels what the server does for us, so that nothing half-done is left; a second one ends the program at once.
// The signal source is made once, kept, and never touched again; Dispatch does not say so in types.
final class Interruption: @unchecked Sendable {
  static let requested = SharedFlag()
  private let source: any DispatchSourceSignal

  init(_ canceller: Canceller?) {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if Interruption.requested.value { exit(130) }
      Interruption.requested.set(true)
      canceller?.cancel()
    }
    source.resume()
    self.source = source
  }
}

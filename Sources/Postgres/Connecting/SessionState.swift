/// What a connection remembers of its session beside libpq. A class, because the connection, its transactions and its
/// cancellers see one state; used by one thread at a time, but for the cancel requests, which look after themselves.
final class SessionState {
  let cancelRequests = CancelRequests()
  let notices = Notices()
  let statements: PreparedStatements
  /// What each transaction begins with, as `BEGIN` and settings that last as long as it does.
  var transactionSettings: [(name: String, value: String)] = []

  init(preparing: StatementPreparation) {
    statements = PreparedStatements(policy: preparing)
  }
}

internal import CLibpq

/// Which statements a connection has the server prepare.
public enum StatementPreparation: Sendable {
  /// Those that are run for the fifth time and more, unless a pooler such as pgbouncer stands between, behind which the
  /// next transaction may run in another session.
  case automatic
  /// None.
  case never
}

/// The statements that a connection has had the server prepare, by their text and the types of their parameters.
///
/// A statement is prepared when it is run for the fifth time (psycopg's and the JDBC driver's threshold), at the cost of one
/// more round trip; from then on the server neither parses nor, after some more runs, plans it. The least recently used of
/// 128 gives way. Behind a pooler nothing is prepared: there the next transaction may run in another session.
final class PreparedStatements {
  struct Key: Hashable {
    var text: String
    var types: [PostgresType]
  }

  /// A class, so that a run looks its statement up once.
  final class Entry {
    let key: Key
    /// Whether the server plans the statement, so that there is something to keep.
    let mayBePrepared: Bool
    var runs = 0
    var name: String?
    var lastUse = 0

    init(key: Key, mayBePrepared: Bool) {
      self.key = key
      self.mayBePrepared = mayBePrepared
    }
  }

  static let threshold = 5
  static let capacity = 128

  let policy: StatementPreparation
  private var entries: [Key: Entry] = [:]
  private var clock = 0
  private var names = 0
  /// Whether another program passes our statements on; nil until it was found out.
  var isPooled: Bool?

  init(policy: StatementPreparation) {
    self.policy = policy
  }

  /// Counts a run of the statement.
  func entry(for sql: SQL) -> Entry {
    clock += 1
    let key = sql.key
    let entry: Entry
    if let known = entries[key] {
      entry = known
    } else {
      if entries.count >= Self.capacity { makeRoom() }
      entry = Entry(key: key, mayBePrepared: sql.mayBePrepared)
      entries[key] = entry
    }
    entry.runs += 1
    entry.lastUse = clock
    return entry
  }

  /// A name that no statement of the session has or had.
  func newName() -> String {
    names += 1
    return "s\(names)"
  }

  /// The name of a statement that is prepared already.
  func name(of key: Key) -> String? { entries[key]?.name }

  /// Forgets one statement, whose plan the server no longer has or no longer follows. Its name is never used again.
  func forget(_ key: Key) { entries[key] = nil }

  /// Forgets all, as after DISCARD ALL.
  func forgetAll() { entries.removeAll() }

  /// The names of what gave way, to be told to the server before the next statement.
  private(set) var outdated: [String] = []

  func takeOutdated() -> [String] {
    defer { outdated = [] }
    return outdated
  }

  /// Drops the quarter that was not used for longest, so that the search is not repeated for each new statement.
  private func makeRoom() {
    let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(Self.capacity / 4)
    for (key, entry) in oldest {
      if let name = entry.name { outdated.append(name) }
      entries[key] = nil
    }
  }
}

extension Wire {
  /// Sends one statement; as a prepared one where that pays, and then says under which name.
  func dispatch(_ sql: SQL, file: String, line: Int) throws(PostgresError) -> String? {
    guard let name = try preparedName(of: sql, file: file, line: line) else {
      try send(sql, singleRow: false, file: file, line: line)
      return nil
    }
    try send(sql, prepared: name, file: file, line: line)
    return name
  }

  private func preparedName(of sql: SQL, file: String, line: Int) throws(PostgresError) -> String? {
    let statements = state.statements
    guard statements.policy == .automatic, statements.isPooled != true else { return nil }
    let entry = statements.entry(for: sql)
    if let name = entry.name { return name }
    guard entry.mayBePrepared, entry.runs >= PreparedStatements.threshold,
      try !hasPooler(file: file, line: line)
    else { return nil }
    try check(sql, file: file, line: line)
    try dropOutdated(file: file, line: line)
    let name = statements.newName()
    try prepare(sql, as: name, file: file, line: line)
    entry.name = name
    return name
  }

  /// Whether a pooler such as pgbouncer stands between us and the server. It answers the login itself, so the process
  /// that it names is not the one that answers statements. One round trip, once.
  func hasPooler(file: String, line: Int) throws(PostgresError) -> Bool {
    if let known = state.statements.isPooled { return known }
    // In a failed transaction nothing can be asked.
    guard !hasFailedTransaction else { return true }
    let question: SQL = "SELECT pg_backend_pid()"
    try send(question, singleRow: false, file: file, line: line)
    let answer = try collect(statement: question.text, file: file, line: line)
    let named = unsafe PQbackendPID(connection)
    let process = try answer.first { (row) throws(PostgresError) in try row.value(0, as: Int32.self) }
    state.statements.isPooled = process != named
    return process != named
  }

  private func dropOutdated(file: String, line: Int) throws(PostgresError) {
    for name in state.statements.takeOutdated() where !hasFailedTransaction {
      let text = "DEALLOCATE \(SQL.quoted(identifier: name))"
      guard unsafe PQsendQuery(connection, text) == 1 else {
        throw broken(statement: text, file: file, line: line)
      }
      // It may be gone already; that is all we want.
      drain()
    }
  }

  private func prepare(_ sql: SQL, as name: String, file: String, line: Int) throws(PostgresError) {
    let types = sql.parameters.map { Oid($0.type.rawValue) }
    guard unsafe PQsendPrepare(connection, name, sql.text, Int32(types.count), types) == 1 else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    _ = try collect(statement: sql.text, file: file, line: line)
  }

  func send(_ sql: SQL, prepared name: String, file: String, line: Int) throws(PostgresError) {
    try check(sql, file: file, line: line)
    let sent = unsafe withPointers(to: sql.parameters) { _, values, lengths, formats in
      unsafe PQsendQueryPrepared(
        connection, name, Int32(sql.parameters.count), values, lengths, formats, 1)
    }
    guard sent == 1 else { throw broken(statement: sql.text, file: file, line: line) }
  }
}

extension SQL {
  var key: PreparedStatements.Key { .init(text: text, types: parameters.map(\.type)) }

  /// Whether the server plans the statement: only then is there something to keep. By the first word; a statement that a
  /// comment precedes is not prepared, which costs nothing but time.
  var mayBePrepared: Bool {
    let word = firstWord
    return ["select", "insert", "update", "delete", "with", "values", "merge", "table"].contains(word)
  }

  var firstWord: String {
    let start = text.utf8.drop { $0 == 0x20 || (0x09...0x0D).contains($0) || $0 == UInt8(ascii: "(") }
    let word = start.prefix(9).prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF) }
    return String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
  }
}

// One function for each number of columns: the compiler (6.3.1) does not specialise a call over a parameter pack for its
// caller, and without that a row of eight columns takes twice the time.

extension Row {
  /// Reads the first 2 columns in order.
  @inlinable public borrowing func columns<A: PostgresDecodable, B: PostgresDecodable>(
    _ type: (A, B).Type = (A, B).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (A, B) {
    (try value(0, file: file, line: line), try value(1, file: file, line: line))
  }

  /// Reads the first 3 columns in order.
  @inlinable public borrowing func columns<A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable>(
    _ type: (A, B, C).Type = (A, B, C).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (A, B, C) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line)
    )
  }

  /// Reads the first 4 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable
  >(
    _ type: (A, B, C, D).Type = (A, B, C, D).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line)
    )
  }

  /// Reads the first 5 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable,
    E: PostgresDecodable
  >(
    _ type: (A, B, C, D, E).Type = (A, B, C, D, E).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D, E) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line),
      try value(4, file: file, line: line)
    )
  }

  /// Reads the first 6 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable,
    E: PostgresDecodable, F: PostgresDecodable
  >(
    _ type: (A, B, C, D, E, F).Type = (A, B, C, D, E, F).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D, E, F) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line),
      try value(4, file: file, line: line), try value(5, file: file, line: line)
    )
  }

  /// Reads the first 7 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable,
    E: PostgresDecodable, F: PostgresDecodable, G: PostgresDecodable
  >(
    _ type: (A, B, C, D, E, F, G).Type = (A, B, C, D, E, F, G).self, file: String = #fileID, line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D, E, F, G) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line),
      try value(4, file: file, line: line), try value(5, file: file, line: line),
      try value(6, file: file, line: line)
    )
  }

  /// Reads the first 8 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable,
    E: PostgresDecodable, F: PostgresDecodable, G: PostgresDecodable, H: PostgresDecodable
  >(
    _ type: (A, B, C, D, E, F, G, H).Type = (A, B, C, D, E, F, G, H).self, file: String = #fileID,
    line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D, E, F, G, H) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line),
      try value(4, file: file, line: line), try value(5, file: file, line: line),
      try value(6, file: file, line: line), try value(7, file: file, line: line)
    )
  }

  /// Reads the first 9 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable,
    E: PostgresDecodable, F: PostgresDecodable, G: PostgresDecodable, H: PostgresDecodable,
    I: PostgresDecodable
  >(
    _ type: (A, B, C, D, E, F, G, H, I).Type = (A, B, C, D, E, F, G, H, I).self, file: String = #fileID,
    line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D, E, F, G, H, I) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line),
      try value(4, file: file, line: line), try value(5, file: file, line: line),
      try value(6, file: file, line: line), try value(7, file: file, line: line),
      try value(8, file: file, line: line)
    )
  }

  /// Reads the first 10 columns in order.
  @inlinable
  public borrowing func columns<
    A: PostgresDecodable, B: PostgresDecodable, C: PostgresDecodable, D: PostgresDecodable,
    E: PostgresDecodable, F: PostgresDecodable, G: PostgresDecodable, H: PostgresDecodable,
    I: PostgresDecodable, J: PostgresDecodable
  >(
    _ type: (A, B, C, D, E, F, G, H, I, J).Type = (A, B, C, D, E, F, G, H, I, J).self, file: String = #fileID,
    line: Int = #line
  ) throws(PostgresError) -> (A, B, C, D, E, F, G, H, I, J) {
    (
      try value(0, file: file, line: line), try value(1, file: file, line: line),
      try value(2, file: file, line: line), try value(3, file: file, line: line),
      try value(4, file: file, line: line), try value(5, file: file, line: line),
      try value(6, file: file, line: line), try value(7, file: file, line: line),
      try value(8, file: file, line: line), try value(9, file: file, line: line)
    )
  }
}

extension [UInt8] {
  /// Adds a copy of lent bytes.
  public mutating func append(copyOf bytes: Span<UInt8>) {
    // The buffer lives as long as the span, and the array copies it at once.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

/// An array of the server in every shape: up to six dimensions, each with its own first index. It cannot be ragged. For the
/// common case of one dimension that is counted from 1, `[Element]` is enough.
public struct PostgresArray<Element: Sendable>: Sendable {
  /// One dimension.
  public struct Dimension: Sendable, Hashable {
    /// The index of its first element; 1 unless told otherwise.
    public var lowerBound: Int32
    /// How many there are.
    public var count: Int32

    /// A dimension by its first index and its length.
    public init(lowerBound: Int32 = 1, count: Int32) {
      self.lowerBound = lowerBound
      self.count = count
    }
  }

  /// The dimensions, the outermost first; none for the empty array.
  public let dimensions: [Dimension]
  /// The elements, those of the last dimension side by side.
  public let elements: [Element]

  /// MAXDIM and MaxArraySize of src/include/utils/array.h.
  private static var maximalDimensions: Int { 6 }
  private static var maximalCount: Int { 0x3FFF_FFFF / 8 }

  /// nil where the dimensions do not hold as many elements as there are, where one is empty or ends beyond the indexes that
  /// there are, and for more dimensions than six.
  public init?(dimensions: [Dimension], elements: [Element]) {
    guard dimensions.count <= Self.maximalDimensions else { return nil }
    var count = dimensions.isEmpty ? 0 : 1
    for dimension in dimensions {
      guard dimension.count > 0, !dimension.lowerBound.addingReportingOverflow(dimension.count).overflow
      else { return nil }
      // Fits: the product of two Int32 where the first is checked each time.
      count *= Int(dimension.count)
      guard count <= Self.maximalCount else { return nil }
    }
    guard count == elements.count else { return nil }
    self.dimensions = dimensions
    self.elements = elements
  }

  /// One dimension, counted from 1.
  public init(_ elements: [Element]) {
    dimensions = elements.isEmpty ? [] : [Dimension(count: Int32(clamping: elements.count))]
    self.elements = elements
  }

  /// Two dimensions, both counted from 1; nil where the rows are not of one length.
  public init?(rows: [[Element]]) {
    let length = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == length }) else { return nil }
    guard length > 0 else {
      self.init([])
      return
    }
    self.init(
      dimensions: [.init(count: Int32(clamping: rows.count)), .init(count: Int32(clamping: length))],
      elements: rows.flatMap { $0 })
  }

  /// The element at one index for each dimension; nil where there is none.
  public subscript(_ indexes: Int...) -> Element? {
    guard indexes.count == dimensions.count, !indexes.isEmpty else { return nil }
    var position = 0
    for (index, dimension) in zip(indexes, dimensions) {
      let lower = Int(dimension.lowerBound)
      guard index >= lower, index < lower + Int(dimension.count) else { return nil }
      position = position * Int(dimension.count) + (index - lower)
    }
    return elements[position]
  }
}

extension PostgresArray: Equatable where Element: Equatable {}
extension PostgresArray: Hashable where Element: Hashable {}

/// How a file that is written is packed: its name says so.
public enum CSVPacking: String, Sendable, Equatable, CaseIterable {
  /// RFC 1952, `.gz`.
  case gzip
  /// RFC 8878, `.zst`.
  case zstd

  /// What the end of a file's name asks for; nil where it asks for nothing.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".gz") {
      self = .gzip
    } else if name.hasSuffix(".zst") {
      self = .zstd
    } else {
      return nil
    }
  }
}

/// Packs a stream of bytes. The same bytes give the same packed bytes with the same version of the library: no name and no
/// time stands in them. What comes out is read back by `CSVInput` and by every other program for the format.
public final class CSVPacker {
  private let compressor: any Compressor

  /// A packer at the format's usual level.
  public init(_ packing: CSVPacking) {
    switch packing {
    case .gzip: compressor = Gzipper()
    case .zstd: compressor = Zstandarder()
    }
  }

  /// Packs more bytes and gives what is ready, which may be nothing. Throws `unusable` where memory is short.
  public func add(_ bytes: [UInt8]) throws(CSVError) -> [UInt8] {
    try compressor.run(bytes, isLast: false)
  }

  /// The rest. Without it the file is cut off.
  public func finish() throws(CSVError) -> [UInt8] { try compressor.run([], isLast: true) }
}

/// A library that packs.
protocol Compressor: AnyObject {
  /// Packs all bytes; after the last, ends the stream.
  func run(_ bytes: [UInt8], isLast: Bool) throws(CSVError) -> [UInt8]
}

internal import CSV
internal import Crypto
internal import Foundation

/// A file, or standard input, on its way through the reader: hashed and counted as it streams.
final class InputFile {
  /// What messages and receipts call it: without its folder.
  let name: String
  let path: String
  /// Length in bytes where it is known before reading.
  let size: Int64?
  private var hasher = SHA256()
  private(set) var bytes: Int64 = 0
  private let progress: ((Int64, Int64?) -> Void)?
  private let memory: [UInt8]?
  /// Which file it was when reading began; nil for what is no regular file.
  private let identity: Identity?

  /// What tells a file from another that takes its name.
  private struct Identity: Equatable {
    var device: UInt64
    var number: UInt64

    init?(_ attributes: [FileAttributeKey: Any]?) {
      guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular,
        let device = (attributes[.systemNumber] as? NSNumber)?.uint64Value,
        let number = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value
      else { return nil }
      (self.device, self.number) = (device, number)
    }
  }

  /// Bytes that the program carries.
  init(bytes: [UInt8], name: String) {
    path = name
    self.name = name
    size = Int64(bytes.count)
    progress = nil
    memory = bytes
    identity = nil
  }

  /// `-` is standard input.
  /// - Throws: `RollError` of kind `noInput` where it is not there, is a folder, or is closed to us.
  init(_ path: String, progress: ((Int64, Int64?) -> Void)? = nil) throws(RollError) {
    self.path = path
    self.progress = progress
    memory = nil
    guard path != "-" else {
      name = "stdin"
      size = nil
      identity = nil
      return
    }
    name = URL(fileURLWithPath: path).lastPathComponent
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw RollError(.noInput, "\(path): there is no such file")
    }
    guard !isFolder.boolValue else { throw RollError(.noInput, "\(path) is a folder, not a file") }
    let attributes = Self.attributes(path)
    identity = Identity(attributes)
    size = identity == nil ? nil : (attributes?[.size] as? NSNumber)?.int64Value
  }

  /// Of the file that a symbolic link leads to, not of the link.
  private static func attributes(_ path: String) -> [FileAttributeKey: Any]? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return try? FileManager.default.attributesOfItem(atPath: target)
  }

  /// Where rejects go by default: the current folder's or the input's own.
  var rejectsPath: String {
    guard path != "-" else { return "stdin.rejects.csv" }
    // The rejects file is never packed.
    let packed = [".gz", ".zst", ".zip"].first { path.hasSuffix(".csv" + $0) }
    let plain = String(path.dropLast(packed?.count ?? 0))
    return (plain.hasSuffix(".csv") ? String(plain.dropLast(4)) : plain) + ".rejects.csv"
  }

  /// The text, unpacked and in UTF-8; the file's own bytes are hashed and counted while it is read.
  /// - Parameter encoding: its encoding, as the user states it; nil to find it.
  /// - Throws: `RollError` of kind `noInput`, `io`, or `data` where it cannot be unpacked or its encoding is not clear.
  func open(encoding: String? = nil) throws -> CSVInput {
    let source = try source()
    do {
      return try CSVInput(source, encoding: encoding)
    } catch {
      throw RollError(csv: error)
    }
  }

  private func source() throws -> CSVSource {
    let observer: (Span<UInt8>) -> Void = { [self] block in
      unsafe block.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
      bytes += Int64(block.count)
      progress?(bytes, size)
    }
    if let memory { return CSVSource(bytes: memory, name: name, observer: observer) }
    guard path != "-" else { return .standardInput(observer: observer) }
    do {
      return try CSVSource(path: path, observer: observer)
    } catch {
      throw RollError(.noInput, error.description)
    }
  }

  /// SHA-256 of all that was read, in hexadecimal.
  var digest: String { Self.hex(hasher.finalize()) }

  /// SHA-256 of a regular file, read beforehand; nil for what can be read only once.
  func digestInAdvance() -> String? {
    guard size != nil, let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var hasher = SHA256()
    while let block = try? handle.read(upToCount: 1 << 20), !block.isEmpty { hasher.update(data: block) }
    return Self.hex(hasher.finalize())
  }

  /// - Throws: `RollError` of kind `io` where the file has gone, or another has its name, or its length is not what it was
  ///   when reading began.
  func checkUnchanged() throws {
    if let identity {
      guard let now = Self.attributes(path) else {
        throw RollError(
          .io, "\(name) vanished while it was read; nothing was imported",
          hint: "Import it again from where it is now.")
      }
      guard Identity(now) == identity else {
        throw RollError(
          .io, "another file took the place of \(name) while it was read; nothing was imported",
          hint: "Import it again when nobody writes to it.")
      }
    }
    guard let size, bytes != size else { return }
    throw RollError(
      .io, "\(name) changed while it was read (\(size) bytes at first, \(bytes) read); nothing was imported",
      hint: "Import it again when nobody writes to it.")
  }

  static func hex(_ digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

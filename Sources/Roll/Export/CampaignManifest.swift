internal import Crypto
internal import Foundation

/// The table of contents of a campaign's folder, by which an import knows that it has all of it as it was written. It holds
/// no time and no number of ours: the same campaign has the same manifest in every database.
struct CampaignManifest: Codable, Equatable {
  /// One file.
  struct File: Codable, Equatable {
    var name: String
    var bytes: Int64
    var sha256: String
  }

  static let fileName = "manifest.json"
  static let format = "rollcall campaign"
  /// Raised when a folder can no longer be read by the program that reads this one. A noun more is no such change.
  static let newestVersion = 1

  var format = Self.format
  var version = Self.newestVersion
  var campaign: String
  /// In the order in which they can be read.
  var files: [File] = []

  /// Its file's bytes.
  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [10]
  }

  /// Reads the manifest of a folder, and proves the folder against it.
  /// - Throws: `RollError` of kind `noInput` where folder, manifest or files are not there, `configuration` for a newer
  ///   format, `data` where files were changed or added; with the name of each.
  static func check(_ folder: String) throws(RollError) -> CampaignManifest {
    let manager = FileManager.default
    guard let held = try? manager.contentsOfDirectory(atPath: folder) else {
      throw RollError(.noInput, "\(folder): there is no such folder, or it is closed to us")
    }
    let manifest = try read(folder)
    var faults: [String] = []
    var isAllThere = true
    for file in manifest.files {
      let path = "\(folder)/\(file.name)"
      guard held.contains(file.name), let sha256 = digest(of: path) else {
        faults.append("\(file.name) is not there")
        isAllThere = false
        continue
      }
      if sha256 != file.sha256 { faults.append("\(file.name) was changed") }
    }
    let known = Set(manifest.files.map(\.name) + [fileName])
    // What file managers leave behind begins with a dot.
    for name in held.sorted() where !known.contains(name) && !name.hasPrefix(".") {
      faults.append("\(name) does not belong to it")
    }
    guard faults.isEmpty else {
      throw RollError(
        isAllThere ? .data : .noInput,
        "\(folder) is not as it was exported: \(faults.joined(separator: "; ")); nothing was imported",
        hint: "Export it anew, or put the files back: the manifest lists each with its SHA-256.")
    }
    return manifest
  }

  private static func read(_ folder: String) throws(RollError) -> CampaignManifest {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(fileName)") else {
      throw RollError(
        .noInput, "\(folder) has no \(fileName), by which an import knows that nothing is missing",
        hint: "rollcall campaign export writes a folder with one.")
    }
    struct Head: Decodable {
      var format: String
      var version: Int
    }
    guard let head = try? JSONDecoder().decode(Head.self, from: data), head.format == format else {
      throw RollError(.data, "\(folder)/\(fileName) is not the manifest of a campaign")
    }
    guard head.version <= newestVersion else {
      throw RollError(
        .configuration,
        "\(folder) has format \(head.version); this program reads formats up to \(newestVersion)",
        hint: "Use a newer rollcall.")
    }
    guard let manifest = try? JSONDecoder().decode(CampaignManifest.self, from: data),
      manifest.files.allSatisfy({ CampaignFolder.isFileName($0.name) })
    else {
      throw RollError(
        .data, "\(folder)/\(fileName) lists files that no campaign of this program has",
        hint: "Use a newer rollcall, or the manifest as it was exported.")
    }
    return manifest
  }

  /// SHA-256 of a file, in hexadecimal; nil where it cannot be read.
  private static func digest(of path: String) -> String? {
    guard let input = try? InputFile(path) else { return nil }
    return input.digestInAdvance()
  }
}

/// Hashes and counts what is written into a file of the folder.
final class CampaignFileDigest {
  private var hasher = SHA256()
  private var bytes: Int64 = 0

  func add(_ block: [UInt8]) {
    hasher.update(data: block)
    bytes += Int64(block.count)
  }

  func entry(named name: String) -> CampaignManifest.File {
    CampaignManifest.File(name: name, bytes: bytes, sha256: InputFile.hex(hasher.finalize()))
  }
}

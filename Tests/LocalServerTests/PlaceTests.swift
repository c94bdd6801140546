import Foundation
import Glibc
import Testing

@testable import LocalServer

@Suite struct PlaceTests {
  @Test(
    "The home is the first of ROLLCALL_HOME, root's, XDG_DATA_HOME, HOME; empty and relative ones do not count"
  )
  func homePrecedence() throws {
    let all = ["ROLLCALL_HOME": "/r//h/./x/", "XDG_DATA_HOME": "/x", "HOME": "/h"]
    func path(_ environment: [String: String], _ asRoot: Bool) throws -> String {
      try ServerHome(environment: environment, asRoot: asRoot).path
    }
    #expect(try path(all, false) == "/r/h/x" && path(all, true) == "/r/h/x")
    var less = all
    less["ROLLCALL_HOME"] = ""
    #expect(try path(less, true) == "/var/lib/rollcall")
    #expect(try path(less, false) == "/x/rollcall")
    less["XDG_DATA_HOME"] = "relative"
    #expect(try path(less, false) == "/h/.local/share/rollcall")
    let here = FileManager.default.currentDirectoryPath
    #expect(try path(["ROLLCALL_HOME": "relative"], false) == "\(here)/relative")
    #expect(throws: LocalServerError.self) { try path(["ROLLCALL_HOME": "/a\nb"], false) }
  }

  @Test("A socket's path never exceeds 107 bytes, and is in the home exactly while it fits")
  func socketLength() throws {
    for length in 1...200 {
      let home = try ServerHome(directory: "/" + String(repeating: "d", count: length))
      let file = SocketPlace.socketFile(in: home.socketDirectory, port: ServerHome.port)
      let own = "\(home.serverDirectory)/socket"
      #expect(file.utf8.count <= 107)
      #expect((home.socketDirectory == own) == ("\(own)/.s.PGSQL.5432".utf8.count <= 107))
      #expect(try ServerHome(directory: home.path).socketDirectory == home.socketDirectory)
    }
  }

  @Test("A URL's database and host are what any URL decoder reads out of it")
  func urlRoundTrip() throws {
    let texts = (1...255).map { String(Unicode.Scalar(UInt8($0))) } + ["日本/%2F", "a+b"]
    for text in texts {
      let url = ServerAddress(socketDirectory: "/p\(text)q", port: 5432).url(database: "d\(text)e")
      #expect(url.utf8.allSatisfy { $0 > 32 && $0 < 127 })
      let parts = try #require(URLComponents(string: url))
      #expect(parts.percentEncodedPath.dropFirst().removingPercentEncoding == "d\(text)e")
      #expect(parts.queryItems?.first { $0.name == "host" }?.value == "/p\(text)q")
    }
  }

  @Test("Root takes only programs that nobody else can change, and does not search PATH")
  func trust() throws {
    var template = Array("/tmp/rollcall-law-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let real = try ServerBinaries.find(environment: [:])
    for name in ServerBinaries.names {
      try FileManager.default.copyItem(atPath: "\(real.directory)/\(name)", toPath: "\(folder)/\(name)")
    }
    var search = BinarySearch(asRoot: false, path: folder)
    #expect(search.directories().contains(folder))
    #expect(search.binaries(in: folder)?.majorVersion == real.majorVersion)
    var asRoot = BinarySearch(asRoot: true, path: folder)
    #expect(!asRoot.directories().contains(folder))
    _ = unsafe chmod("\(folder)/psql", 0o775)
    #expect(asRoot.binaries(in: folder) == nil)
    #expect(asRoot.notes.last?.contains(folder) == true)
    _ = unsafe unlink("\(folder)/initdb")
    #expect(search.binaries(in: folder) == nil)
    #expect(search.notes.last == "\(folder) (initdb is missing)")
  }

  @Test("While one holds the lock another waits, and gives up as busy")
  func lock() throws {
    let place = try TemporaryHome()
    try place.server.prepareHome()
    try FileLock.holding(place.home.lockFile, account: place.server.account, timeoutSeconds: 1) {
      () throws(LocalServerError) in
      let error = #expect(throws: LocalServerError.self) { try place.server.ensureRunning(timeoutSeconds: 0) }
      #expect(error?.kind == .busy)
    }
    _ = try place.server.ensureRunning()
  }

  @Test("Something else in the data folder's place is left as it is, and told")
  func foreignData() throws {
    let place = try TemporaryHome()
    try place.server.prepareHome()
    try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(place.data)/note"))
    let error = #expect(throws: LocalServerError.self) { try place.server.ensureRunning() }
    #expect(error?.kind == .configuration)
    #expect(Files.names(in: place.data) == ["note"])
    #expect(Files.names(in: place.home.serverDirectory).allSatisfy { !$0.hasPrefix("data.new") })
  }

  @Test(
    "As root a place closed to the server's account is refused with the folder's name and the way out",
    .enabled(if: geteuid() == 0))
  func closedParent() throws {
    let inside = try TemporaryHome(below: "/closed/home")
    try FileManager.default.createDirectory(
      atPath: "\(inside.parent)/closed", withIntermediateDirectories: true)
    _ = unsafe chmod("\(inside.parent)/closed", 0o700)
    let error = #expect(throws: LocalServerError.self) { try inside.server.ensureRunning() }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("\(inside.parent)/closed,") == true)
    #expect(error?.hint?.contains("ROLLCALL_HOME") == true)
    #expect(Files.facts(inside.home.path) == nil)
  }

  @Test(
    "As root a closed home that holds other things is refused and left to its owner",
    .enabled(if: geteuid() == 0))
  func foreignHome() throws {
    let place = try TemporaryHome()
    try Data().write(to: URL(fileURLWithPath: "\(place.home.path)/note"))
    let error = #expect(throws: LocalServerError.self) { try place.server.ensureRunning() }
    #expect(error?.kind == .configuration)
    #expect(Files.facts(place.home.path)?.owner == 0)
  }
}

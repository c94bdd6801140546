import Foundation
import Testing

@testable import LocalServer

struct ForeignChildTests {
  @Test("Looking for servers takes no other child's exit code")
  func exitCodes() throws {
    for code in Int32(1)...5 {
      let child = Process()
      child.executableURL = URL(fileURLWithPath: "/bin/sh")
      child.arguments = ["-c", "exit \(code)"]
      try child.run()
      // Dead, and still in the table of processes, or taken by its owner.
      Thread.sleep(forTimeInterval: 0.05)
      #expect(ProcessTable.servers(of: "/nowhere").isEmpty)
      child.waitUntilExit()
      #expect(child.terminationStatus == code)
    }
    // Without an owner that waits beside us it stays there until we ask for it.
    var child: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = unsafe [
      strdup("/bin/sh"), strdup("-c"), strdup("exit 9"), nil,
    ]
    defer { unsafe words.forEach { unsafe free($0) } }
    let started = unsafe posix_spawn(&child, "/bin/sh", nil, nil, words, nil)
    try #require(started == 0)
    Thread.sleep(forTimeInterval: 0.05)
    #expect(ProcessTable.servers(of: "/nowhere").isEmpty)
    var status: Int32 = 0
    let ended = unsafe waitpid(child, &status, 0)
    #expect(ended == child && status >> 8 == 9)
  }
}

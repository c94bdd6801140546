import Foundation
import Postgres

func misuse(_ target: ConnectionTarget) throws {
  var db = try Connection(target)
  Thread.detachNewThread {
    // error: capture of 'db' with non-Sendable type
    // error: mutation of captured var 'db'
    _ = try? db.run("SELECT 1")
  }
}

internal import ArgumentParser
internal import Foundation
internal import LocalServer
internal import Postgres
internal import Roll

/// The exit codes of sysexits.h, and the one place where an error gets its own.
enum Exit {
  /// What a user is told.
  struct Failure {
    var code: Int32
    var name: String
    var message: String
    var hint: String?
    var sqlState: String?
  }

  static func failure(of error: any Error) -> Failure? {
    switch error {
    case let error as RollError: domainFailure(error)
    case let error as PostgresError: domainFailure(RollError(error))
    case let error as LocalServerError: serverFailure(error)
    case is CancellationError: nil
    default: nil
    }
  }

  // Names of their own: an overload for a concrete type loses here against the one for any error, which would then call
  // itself for ever.
  private static func domainFailure(_ error: RollError) -> Failure {
    let code: Int32 =
      switch error.kind {
      case .usage: 64
      case .data: 65
      case .noInput: 66
      case .unavailable: 69
      case .defect: 70
      case .cannotCreate: 73
      case .io: 74
      case .tryAgain: 75
      case .notPermitted: 77
      case .configuration: 78
      case .interrupted: 130
      }
    return Failure(
      code: code, name: error.kind.rawValue, message: error.message, hint: error.hint,
      sqlState: error.sqlState)
  }

  private static func serverFailure(_ error: LocalServerError) -> Failure {
    let (code, name): (Int32, String) =
      switch error.kind {
      case .binariesMissing, .unreachable: (69, "unavailable")
      case .configuration: (78, "configuration")
      case .notPermitted: (77, "not_permitted")
      case .busy: (75, "try_again")
      case .io: (74, "io_error")
      }
    return Failure(code: code, name: name, message: error.message, hint: error.hint)
  }

  /// Tells the error and ends the program.
  static func leave(_ error: any Error, asJSON: Bool) -> Never {
    ProgressBar.clear()
    if error is Output.ReaderGone { exit(0) }
    guard let failure = failure(of: error) else { leaveByParser(error, asJSON: asJSON) }
    tell(failure, asJSON: asJSON)
    exit(failure.code)
  }

  /// What ArgumentParser throws: help and versions end with 0, a wrong command line with 64.
  private static func leaveByParser(_ error: any Error, asJSON: Bool) -> Never {
    let code = Rollcall.exitCode(for: error)
    // A command that has said all there is to say ends with a code alone.
    if error is ExitCode { exit(code.rawValue) }
    // What nobody foresaw is a defect of ours, and 1 is no code of sysexits.h.
    if code == .failure {
      tell(Failure(code: 70, name: "defect", message: "\(error)", hint: nil), asJSON: asJSON)
      exit(70)
    }
    if code.rawValue == 0 { Rollcall.exit(withError: error) }
    if !asJSON {
      // It quotes what was typed, or pasted.
      Output.diagnostic(Output.safe(Rollcall.fullMessage(for: error)))
      exit(code.rawValue)
    }
    tell(
      Failure(
        code: code.rawValue, name: code == .validationFailure ? "usage" : "defect",
        message: Rollcall.message(for: error), hint: "rollcall --help"), asJSON: true)
    exit(code.rawValue)
  }

  private static func tell(_ failure: Failure, asJSON: Bool) {
    if asJSON {
      var fields = ["code": failure.name, "message": failure.message]
      fields["hint"] = failure.hint
      fields["sqlstate"] = failure.sqlState
      let object = JSONValue.object([
        "error": .object([
          "code": .string(failure.name), "message": .string(failure.message), "hint": .optional(failure.hint),
          "sqlstate": .optional(failure.sqlState),
        ])
      ])
      Output.diagnostic(object.text)
      return
    }
    Output.diagnostic(
      "rollcall: " + Output.safe(failure.message) + (failure.sqlState.map { " (SQLSTATE \($0))" } ?? ""))
    if let hint = failure.hint { Output.diagnostic(Output.safe(hint)) }
  }
}

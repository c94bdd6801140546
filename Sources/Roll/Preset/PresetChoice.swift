extension Preset {
  /// What `--preset` takes besides a preset's name.
  public enum Choice: Sendable, Equatable {
    /// The one that the header fits; nothing that an earlier import was told counts.
    case automatic
    /// None: columns mean what their names say.
    case namesAlone
    /// This one.
    case named(String)

    /// From `auto`, `none` or a name.
    /// - Throws: `RollError` of kind `usage` with the nearest name where nobody knows it.
    public init(_ text: String) throws(RollError) {
      switch text {
      case "auto": self = .automatic
      case "none": self = .namesAlone
      default:
        let known = Preset.all.map(\.name)
        guard known.contains(text) else {
          throw RollError(
            .usage, "there is no preset ‘\(text)’",
            hint: Nearest.match(text, known).map { "Did you mean ‘\($0)’?" }
              ?? "rollcall import presets shows what there is.")
        }
        self = .named(text)
      }
    }

    /// As `--preset` takes it.
    public var text: String {
      switch self {
      case .automatic: "auto"
      case .namesAlone: "none"
      case .named(let name): name
      }
    }
  }
}

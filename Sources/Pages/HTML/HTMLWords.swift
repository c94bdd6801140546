/// The few words that the HTML face adds to a page, in the page's language.
public struct HTMLWords: Sendable, Equatable {
  /// The link for those who do not want to go through the contents first.
  public var skip = "Skip to the report"
  /// The heading of the list of parts.
  public var contents = "Contents"
  /// What a reference leads to.
  public var source = "Source"
  /// What opens the table beside a picture.
  public var asTable = "The figures as a table"
  /// What is under a picture with numbers in it.
  public var events = "Marked in the picture"
  /// The heading of what the page says of itself.
  public var imprint = "About this page"
  /// Between what is counted and by what: signatures by country.
  public var by = "by"
  /// What a chart's largest bar is called in its description.
  public var largest = "Largest:"

  /// English.
  public static let english = HTMLWords()
}

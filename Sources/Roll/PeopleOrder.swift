internal import Foundation

/// The order in which a reader looks for names, by ICU's rules for English: letters with their accents beside those
/// without, upper case beside lower case, digits by their value. The same on every machine, since no locale of a user is
/// asked.
public enum PeopleOrder {
  private static let locale = Locale(identifier: "en")

  /// Whether `left` stands before `right`. Names that the rules take for equal follow each other by their bytes.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    switch left.compare(right, options: .numeric, range: nil, locale: locale) {
    case .orderedAscending: true
    case .orderedDescending: false
    case .orderedSame: left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }

  /// The items in the order of their names; those of one name in the order of their keys.
  public static func sorted<Item>(
    _ items: [Item], by name: (Item) -> String, then key: (Item) -> String
  ) -> [Item] {
    items.sorted { left, right in
      let (first, second) = (name(left), name(right))
      guard first != second else { return key(left).utf8.lexicographicallyPrecedes(key(right).utf8) }
      return precedes(first, second)
    }
  }
}

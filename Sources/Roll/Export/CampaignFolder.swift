/// A whole campaign as a folder: a CSV file a noun, what was retracted and when included, the signatures of each petition,
/// and a manifest. What one database writes, another reads; signatories get the ids of the database that reads.
public enum CampaignFolder {
  static let signaturePrefix = "signatures-of-"
  /// Signatures that were made up say so wherever they go: each row, and the name of the file.
  static let syntheticPrefix = "synthetic-signatures-of-"

  static func fileName(of noun: any Noun.Type) -> String { "\(noun.form.noun).csv" }

  static func fileName(ofSignaturesOf petition: String, isSynthetic: Bool) -> String {
    (isSynthetic ? syntheticPrefix : signaturePrefix) + petition + ".csv"
  }

  /// The petition whose signatures a file of this name holds; nil for a noun's file.
  static func petition(of name: String) -> (slug: String, isSynthetic: Bool)? {
    guard name.hasSuffix(".csv"),
      let prefix = [signaturePrefix, syntheticPrefix].first(where: name.hasPrefix)
    else { return nil }
    return (String(name.dropFirst(prefix.count).dropLast(4)), prefix == syntheticPrefix)
  }

  /// Whether a folder can hold a file of this name.
  static func isFileName(_ name: String) -> Bool {
    if let petition = petition(of: name) { return Slug.isValid(petition.slug) }
    return Nouns.all.contains { fileName(of: $0) == name }
  }
}

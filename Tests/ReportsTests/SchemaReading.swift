import Foundation

/// As much of JSON Schema (draft 2020-12) as docs/report.schema.json uses: type, enum, const, properties, required,
/// additionalProperties, items, pattern, minimum, maximum, anyOf, $ref.
struct SchemaReading {
  private let schema: [String: Any]

  init(_ data: Data) throws {
    schema = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// What in `document` is not as the schema has it, with the path to it.
  func faults(in document: Data) throws -> [String] {
    faults(try JSONSerialization.jsonObject(with: document, options: .fragmentsAllowed), schema, at: "")
  }

  private func faults(_ value: Any, _ rule: [String: Any], at path: String) -> [String] {
    if let name = rule["$ref"] as? String {
      let target = (schema["$defs"] as? [String: Any])?[String(name.dropFirst("#/$defs/".count))]
      guard let target = target as? [String: Any] else { return ["\(path): no rule \(name)"] }
      return faults(value, target, at: path)
    }
    if let choices = rule["anyOf"] as? [[String: Any]] {
      let all = choices.map { faults(value, $0, at: path) }
      return all.contains([]) ? [] : all.last ?? []
    }
    var found: [String] = []
    if let types = rule["type"] as? [String] ?? (rule["type"] as? String).map({ [$0] }),
      !types.contains(where: { Self.has(value, type: $0) })
    {
      found.append("\(path): \(value) is none of \(types)")
    }
    if let choices = rule["enum"] as? [String], !choices.contains(value as? String ?? "") {
      found.append("\(path): \(value) is none of \(choices)")
    }
    if let only = rule["const"] as? Int, value as? Int != only {
      found.append("\(path): \(value) is not \(only)")
    }
    return found + limits(value, rule, at: path) + parts(value, rule, at: path)
  }

  private func limits(_ value: Any, _ rule: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    if let text = value as? String, let pattern = rule["pattern"] as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(path): \(text) is not \(pattern)")
    }
    if Self.has(value, type: "integer"), let number = value as? Int {
      if let least = rule["minimum"] as? Int, number < least { found.append("\(path): \(number)") }
      if let most = rule["maximum"] as? Int, number > most { found.append("\(path): \(number)") }
    }
    return found
  }

  private func parts(_ value: Any, _ rule: [String: Any], at path: String) -> [String] {
    if let list = value as? [Any], let item = rule["items"] as? [String: Any] {
      return list.enumerated().flatMap { faults($1, item, at: "\(path)[\($0)]") }
    }
    guard let object = value as? [String: Any], let properties = rule["properties"] as? [String: Any] else {
      return []
    }
    let required = rule["required"] as? [String] ?? []
    let missing = required.filter { object[$0] == nil }.map { "\(path).\($0) is missing" }
    return missing
      + object.flatMap { key, value in
        guard let rule = properties[key] as? [String: Any] else { return ["\(path).\(key) is not described"] }
        return faults(value, rule, at: "\(path).\(key)")
      }
  }

  private static func has(_ value: Any, type: String) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return isFlag(value)
    case "integer": return value is Int && !isFlag(value)
    default: return false
    }
  }

  /// A number and a flag are one type to JSONSerialization; what it prints tells them apart.
  private static func isFlag(_ value: Any) -> Bool {
    guard value is Bool, let data = try? JSONSerialization.data(withJSONObject: [value]) else { return false }
    return ["[true]", "[false]"].contains(String(decoding: data, as: UTF8.self))
  }
}

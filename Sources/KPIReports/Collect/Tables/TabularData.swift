import Foundation

/// Reads a `.tab` page: a table in the JSON of the Data namespace.
struct TabularData: Decodable {
  /// How the title of such a page ends.
  static let ending = ".tab"

  private struct Schema: Decodable {
    struct Field: Decodable { let name: String }
    let fields: [Field]
  }

  private struct Cell: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        text = ""
      } else if let flag = try? value.decode(Bool.self) {
        text = flag ? "yes" : "no"
      } else if let number = try? value.decode(Int.self) {
        text = "\(number)"
      } else if let number = try? value.decode(Double.self) {
        text = "\(number)"
      } else if let localized = try? value.decode([String: String].self) {
        text = localized["en"] ?? localized.sorted { $0.key < $1.key }.first?.value ?? ""
      } else {
        text = try value.decode(String.self)
      }
    }
  }

  private let schema: Schema
  private let data: [[Cell]]

  /// The table of a page.
  static func read(_ text: String) throws(WikitextTables.Problem) -> PageTable {
    do {
      let page = try JSONDecoder().decode(TabularData.self, from: Data(text.utf8))
      return PageTable(
        columns: page.schema.fields.map(\.name),
        rows: page.data.map { $0.map { WikitextCell.plain($0.text) } })
    } catch let DecodingError.keyNotFound(key, _) {
      throw WikitextTables.Problem(message: "is no tabular data: \"\(key.stringValue)\" is missing")
    } catch {
      throw WikitextTables.Problem(message: "is no tabular data in JSON")
    }
  }
}

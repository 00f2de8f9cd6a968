/// Finds the links and template calls of a text.
///
/// What is not written as one, or leads nowhere, stays text.
struct LinkedTextParser {
  private let templates: Set<TemplateName>
  private var parts: [LinkedText.Part] = []
  private var pending = ""

  /// Reads a text.
  init(_ text: String, templates: Set<TemplateName>) {
    self.templates = templates
    var rest = text[...]
    while let place = rest.firstIndex(where: { $0 == "[" || $0 == "{" }) {
      pending += rest[..<place]
      rest = rest[place...]
      if let (part, end) = Self.page(rest) ?? Self.address(rest) ?? call(rest) {
        flush()
        parts.append(part)
        rest = rest[end...]
      } else {
        pending.append(rest.removeFirst())
      }
    }
    pending += rest
    flush()
  }

  /// The text.
  var text: LinkedText { LinkedText(parts) }

  private mutating func flush() {
    if !pending.isEmpty { parts.append(.text(pending)) }
    pending = ""
  }

  // MARK: Links

  private static func page(_ text: Substring) -> (LinkedText.Part, Substring.Index)? {
    // By scalars, as the wiki reads: a sign with a mark on it is still that sign.
    let form = #/\[\[(?<title>[^\[\]{}|\n]+)(?:\|(?<label>(?:(?!\]\]|\[\[)[^{}\n])*))?\]\]/#.matchingSemantics(
      .unicodeScalar)
    guard let match = text.prefixMatch(of: form) else { return nil }
    let written = folded(match.title.drop { $0 == ":" || $0 == " " })
    let target = written.removingPercentEncoding ?? written
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let section = parts.count > 1 ? parts[1] : nil
    guard isTarget(target), isTitle(parts[0]) || parts[0].isEmpty && section != nil, section?.isEmpty != true else {
      return nil
    }
    let label = match.label.map(folded) ?? ""
    return (
      .page(title: parts[0], section: section, label: label.isEmpty ? written : label), match.range.upperBound
    )
  }

  /// Whether a wiki could read a target as it is, without decoding it once more.
  private static func isTarget(_ text: String) -> Bool {
    let no = #/\p{Cc}|[\[\]{}|<>\x{FFFD}]|~~~|%[0-9A-Fa-f]{2}|&[#\p{L}\p{N}]+;/#.matchingSemantics(.unicodeScalar)
    return !text.contains(no)
  }

  /// Whether a title is one that a wiki can have; those relative to the page are none, nor are signs that show nothing.
  private static func isTitle(_ title: String) -> Bool {
    TitleReader.isPlain(title) && title.contains { $0.isLetter || $0.isNumber } && !title.contains("::")
      && !title.hasPrefix("/") && !title.hasPrefix(":") && !title.hasSuffix(":")
      && !title.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == "." || $0 == ".." }
  }

  private static func address(_ text: Substring) -> (LinkedText.Part, Substring.Index)? {
    // No name before the host: it could pass for another host.
    let form =
      #/\[(?<address>https?:\/\/[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::[0-9]{1,5})?(?:[\/?#][^\s\[\]<>"{}|\\^`\p{Cc}\p{Z}]*)?)(?: +(?<label>[^\[\]{}\n]*))?\]/#
      .matchingSemantics(.unicodeScalar)
    guard let match = text.prefixMatch(of: form) else { return nil }
    let label = match.label.map(folded) ?? ""
    let address = String(match.address)
    return (.address(address, label: label.isEmpty ? address : label), match.range.upperBound)
  }

  // MARK: Templates

  private func call(_ text: Substring) -> (LinkedText.Part, Substring.Index)? {
    let form = #/\{\{(?<name>[^{}|\n]+)(?<arguments>(?:\|[^{}|\[\]\n]*)*)\}\}/#.matchingSemantics(.unicodeScalar)
    guard let match = text.prefixMatch(of: form), let name = TemplateName(match.name), templates.contains(name)
    else { return nil }
    var arguments: [LinkedText.Argument] = []
    var number = 0
    for text in match.arguments.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
    where !match.arguments.isEmpty {
      if let named = text.wholeMatch(of: #/ *(?<name>[\p{L}\p{N}][\p{L}\p{N} _-]*?) *=(?<value>.*)/#) {
        arguments.append(.init(name: String(named.name), value: Self.folded(named.value)))
      } else {
        number += 1
        arguments.append(.init(name: String(number), value: Self.folded(text)))
      }
    }
    let written = match.name.split { $0 == "_" || $0 == " " }.joined(separator: " ")
    return (.template(name: written, arguments: arguments), match.range.upperBound)
  }

  /// A text without blanks at its ends, and with one between its words.
  private static func folded(_ text: some StringProtocol) -> String {
    text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }
}

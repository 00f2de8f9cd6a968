/// What a wiki's style sheets go by at the beginning of its pages: language and classes.
struct WikiHead {
  /// The attributes of the whole page, each after a blank.
  let htmlAttributes: String
  /// The attributes of its body.
  let bodyAttributes: String

  /// Reads the beginning of a page, up to its body's tag.
  init(_ head: String, rules: HTMLRules) {
    let bytes = Array(head.utf8)
    func attributes(of name: String) -> String {
      var place = 0
      while let next = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
        if let tag = HTMLTag(bytes, at: next), !tag.isEnd, tag.name == name {
          return rules.text(of: tag.attributes.filter { ["class", "lang", "dir"].contains($0.name) })
        }
        place = next + 1
      }
      return ""
    }
    // Where the wiki has colours for the dark, whoever looks at the file sees them as their system says.
    htmlAttributes = attributes(of: "html")
      .replacing(/skin-theme-clientpref-(?:day|night|os)/, with: "skin-theme-clientpref-os")
    bodyAttributes = attributes(of: "body")
  }
}

import MediaWiki

/// What may stand in the page that a preview makes: nothing that runs, and nothing that a browser would load.
struct HTMLRules: Sendable {
  /// Elements that are dropped together with what they hold.
  static let droppedElements: Set = [
    "script", "iframe", "object", "embed", "applet", "noscript", "noembed", "noframes", "template", "textarea", "title",
    "xmp", "plaintext", "select", "audio", "video", "math", "foreignobject",
  ]
  /// Elements that end where they begin.
  static let voidElements: Set = ["br", "hr", "wbr", "col"]

  private static let elements: Set = [
    "a", "abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
    "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1",
    "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp",
    "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table",
    "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    // Charts.
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "clippath",
    "lineargradient", "stop", "desc",
  ]

  private static let attributes: Set = [
    "abbr", "align", "class", "colspan", "datetime", "dir", "headers", "height", "id", "lang", "open", "reversed",
    "role",
    "rowspan", "scope", "span", "start", "style", "tabindex", "title", "type", "valign", "value", "width",
    // Charts.
    "clip-path", "cx", "cy", "d", "dominant-baseline", "fill", "fill-opacity", "font-family", "font-size",
    "font-weight",
    "gradientunits", "offset", "opacity", "points", "preserveaspectratio", "r", "rx", "ry", "stop-color", "stroke",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
    "transform", "viewbox", "x", "x1", "x2", "xml:space", "y", "y1", "y2",
  ]

  /// Where links without a host lead: `https://meta.wikimedia.org`; nil where they lead nowhere.
  let origin: String?

  /// The rules for pages of a wiki.
  init(of wiki: WikiURL?) {
    origin = wiki.flatMap { wiki in
      let parts = wiki.text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
      return parts.count >= 3 ? parts[..<3].joined(separator: "/") : nil
    }
  }

  /// The tag with what it may have; nil where it may not stand.
  func text(of tag: HTMLTag) -> String? {
    guard Self.elements.contains(tag.name) else { return nil }
    if tag.isEnd { return Self.voidElements.contains(tag.name) ? nil : "</\(tag.name)>" }
    return "<\(tag.name)\(text(of: tag.attributes, isLink: tag.name == "a"))\(tag.isSelfClosing ? " /" : "")>"
  }

  /// The attributes that may stand, each after a blank.
  func text(of attributes: [HTMLTag.Attribute], isLink: Bool = false) -> String {
    var seen: Set<String> = []
    return attributes.compactMap { attribute -> String? in
      guard seen.insert(attribute.name).inserted,
        let value = value(of: attribute, isLink: isLink)
      else { return nil }
      return " \(attribute.name)=\"\(HTMLText.escapedKeepingReferences(value))\""
    }.joined()
  }

  private func value(of attribute: HTMLTag.Attribute, isLink: Bool) -> String? {
    let (name, value) = (attribute.name, attribute.value)
    if name == "href" { return isLink ? address(value) : nil }
    let isData = name.hasPrefix("aria-") || name.hasPrefix("data-sort-")
    guard Self.attributes.contains(name) || isData && name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") })
    else { return nil }
    if isData || ["title", "abbr", "value", "id", "class"].contains(name) { return value }
    return Self.loads(value) ? nil : value
  }

  /// Whether a value could make a browser load something; one that hides what it says is taken for one.
  private static func loads(_ value: String) -> Bool {
    let value = value.lowercased()
    if value.replacing("url(#", with: "").contains("url(") { return true }
    return ["\\", "image-set", "image(", "src(", "expression", "@import", "/*", "&#", "javascript:"].contains {
      value.contains($0)
    }
  }

  /// A link's address, made absolute; nil where it is neither a place on the page nor one of the web.
  private func address(_ value: String) -> String? {
    if value.hasPrefix("#") || value.hasPrefix("https://") || value.hasPrefix("http://") { return value }
    if value.hasPrefix("//") { return "https:" + value }
    guard value.hasPrefix("/"), let origin else { return nil }
    return origin + value
  }
}

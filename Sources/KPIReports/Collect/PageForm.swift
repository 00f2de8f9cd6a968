import MediaWiki

/// How the feedback on a page is kept, which decides how it is read.
enum PageForm: Sendable, Hashable {
  /// As wikitext: each edit is a revision.
  case wikitext
  /// On a board of the extension StructuredDiscussions, in topics with posts.
  case board
  /// On a page of the extension LiquidThreads: each post is a page of its own, and the page's history tells of none.
  case liquidThreads
  /// In a form that is not known.
  case other(model: String)
  /// In a form that even the wiki does not know, since an extension is gone.
  case unknown(model: String)

  /// The content model of ordinary pages.
  static let wikitextModel = "wikitext"

  /// Tells the form by a page's content model and what the page says of itself.
  init(contentModel: String?, properties: [String: String]) {
    let usesThreads = properties[LiquidThreads.pageProperty].map { $0 != "0" } ?? false
    switch contentModel ?? Self.wikitextModel {
    case Self.wikitextModel: self = usesThreads ? .liquidThreads : .wikitext
    case FactStore.boardModel: self = .board
    case let model: self = .other(model: model)
    }
  }

  /// Why nothing on a page of this form can be counted; nil when it can.
  var whyUnreadable: String? {
    switch self {
    case .wikitext, .board: nil
    case .liquidThreads: "its threads are pages of their own, made with the extension LiquidThreads"
    case .unknown(let model): "its content model \"\(model)\" is not known to the wiki"
    case .other(let model): "it is no wikitext: its content model is \"\(model)\""
    }
  }
}

extension WikiError {
  private static let unknownModelCode = "internal_api_error_MWUnknownContentModelException"

  /// The content model that the wiki does not know, where that is what went wrong.
  var unknownContentModel: String? {
    guard case .api(let message, _) = cause, message.code == Self.unknownModelCode else { return nil }
    return message.text.firstMatch(of: /content model '([^']+)'/).map { String($0.1) } ?? "unknown"
  }
}

/// Words that the KPIs from edits to feedback pages share.
enum ParticipationWords {
  /// What makes a person a returning one: "at least 2 edits".
  static func returns(_ options: KPIOptions) -> String {
    options.distinctDays
      ? "edits on at least \(options.minEdits == 1 ? "1 day" : "\(options.minEdits) different days")"
      : "at least \(options.minEdits == 1 ? "1 edit" : "\(options.minEdits) edits")"
  }

  /// What a sentence adds where coming back means something else than usual.
  static func often(_ options: KPIOptions) -> String {
    let usual = KPIOptions()
    guard options.minEdits != usual.minEdits || options.distinctDays != usual.distinctDays else { return "" }
    let what = options.distinctDays ? "day" : "edit"
    return " (\(options.minEdits) or more \(what)s)"
  }

  /// Which revisions are not counted.
  static func uncounted(_ options: KPIOptions) -> String {
    " Revisions that change nothing, such as those that a move or a protection leaves, are not edits."
      + (options.excludeReverted ? " Edits that were undone are left out." : "")
  }
}

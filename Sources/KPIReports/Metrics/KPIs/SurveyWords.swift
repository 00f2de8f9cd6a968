/// Words that the KPIs from surveys share.
enum SurveyWords {
  /// Of which statements the answers count: nothing where all do.
  static func group(_ options: KPIOptions) -> String {
    guard case .survey(let group?) = options.input else { return "" }
    return " to the statements of the group “\(group)”"
  }
}

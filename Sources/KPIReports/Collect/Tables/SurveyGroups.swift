/// The groups of statements that a report's KPIs take.
struct SurveyGroups {
  private let requests: [(kpi: KPIRequest, group: String?)]

  init(_ kpis: [KPIRequest]) {
    requests = kpis.compactMap { request in
      if case .survey(let group) = request.options.input { (request, group) } else { nil }
    }
  }

  /// The groups that KPIs name, in the report's order.
  var named: [String] { requests.compactMap(\.group) }

  /// Those whose scores go from 0 to 10.
  var ofScores: Set<String> { Set(requests.filter { $0.kpi.kpi.formula.isSurvey(.netPromoter) }.compactMap(\.group)) }

  /// Why no KPI reads the answers of a group, or not the one that is meant; nil where all is right.
  func problem(of group: String?) -> String? {
    let takesAll = requests.contains { $0.group == nil }
    guard let group else {
      return takesAll || requests.isEmpty ? nil : "group is empty, and each KPI of the report takes one group alone"
    }
    guard !named.contains(group), !requests.isEmpty else { return nil }
    let suggestion = NearestName.suggestion(for: group, among: named)
    // A KPI that takes all answers needs no groups; a name that is almost another's is a slip all the same.
    guard !takesAll || suggestion.contains("did you mean") else { return nil }
    return "no KPI of the report takes the group \"\(group)\"\(suggestion)"
  }

  /// What is wrong where a KPI takes a group that no row has.
  ///
  /// Most likely it is written otherwise; the usual group may have no rows yet.
  func missing(among known: Set<String>) -> [String] {
    guard !known.isEmpty else { return [] }
    return requests.compactMap { request, group in
      guard let group, !request.isRetired, group != KPIInput.usualScoreGroup, !known.contains(group) else { return nil }
      return "\(request.kpi.id) takes the group \"\(group)\", and no row has it"
        + NearestName.suggestion(for: group, among: known.sorted())
    }
  }
}

extension KPIDefinition {
  /// Who speaks: people or staff.
  static let volunteerShare = KPIDefinition(
    id: "volunteer-share", title: "Volunteer share", question: "Who speaks: people or staff?", unit: .share,
    better: .neither, nature: .activity, options: [.minN],
    definition: { _ in
      "Comments by people in the period, as a share of the comments by people and staff, on the feedback pages and "
        + "their archives. Beware: listening can matter more than talking."
    },
    phrase: { _ in KPIPhrase("of the comments were by people who are not staff") },
    formula: .discussions { discussions, _, period in
      let roles = discussions.comments(in: period).map(\.role)
      let volunteers = roles.count { $0 == .person }
      return (
        .rate(volunteers, of: volunteers + roles.count { $0 == .staff }), discussions.standing(in: period)
      )
    })
}

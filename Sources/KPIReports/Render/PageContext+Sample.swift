extension PageContext {
  /// A context with something in every place, for checking the names that templates use.
  static let sample = PageContext()

  private init() {
    let change = ChangeText(amount: "", relative: "")
    let cell = Cell(
      value: ValueText(.unknown), isCurrent: true, isPartial: true, sortValue: "", change: change,
      notes: [NoteReference(number: "")])
    let row = Row(
      id: "", title: "", question: "", target: "", verdict: "", cells: [cell], change: change, trend: "",
      trendText: "")
    let columns = [Column(label: "", isCurrent: true)]
    let table = Table(title: "", columns: columns, rows: [TableRow(label: "", sortValue: "", cells: [cell])])
    report = ""
    title = ""
    period = ""
    periodID = ""
    headlines = [Headline(value: ValueText(.unknown), phrase: "", change: "", isLast: true)]
    self.columns = columns
    width = ""
    groups = [Group(title: "", isFirst: true, isResults: true, rows: [row])]
    comparison = table
    products = [table]
    hasNotes = true
    notes = [NoteText(number: "", text: "")]
    definitions = [DefinitionText(title: "", version: "", nature: "", better: "", text: "")]
    people = ""
    leftOut = ""
    revisions = ""
    pages = ""
    hasSources = true
    sources = [SourceText(title: "", wiki: "", link: "", isLast: true)]
    until = ""
    computed = ""
  }
}

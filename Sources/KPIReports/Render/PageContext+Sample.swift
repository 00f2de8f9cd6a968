extension PageContext {
  /// A context with something in every place, for checking the names that templates use.
  static let sample = PageContext()

  private init() {
    let value = ValueText(number: "", isShare: true, words: "", interval: "", sections: [Section(name: "")])
    let change = ChangeText(amount: "", words: "", relative: "", isBetter: true, isWorse: true)
    let cell = Cell(
      value: value, isCurrent: true, isPartial: true, isSeam: true, sortValue: "", change: change, usualRange: "",
      notes: [NoteReference(number: "")])
    let row = Row(
      id: "", title: "", question: "", target: "", verdict: "", isMet: true, isMissed: true, cells: [cell],
      change: change, yearChange: change, usualRange: "", usualLimits: "", trend: "", trendText: "")
    let columns = [Column(label: "", isCurrent: true)]
    let table = Table(
      title: "", columns: columns, rows: [TableRow(label: "", link: "", sortValue: "", cells: [cell])])
    let sources = SourceList(count: "", pages: [SourceText(title: "", wiki: "", link: "", isLast: true)])
    report = ""
    title = ""
    period = ""
    periodInSentence = ""
    periodID = ""
    unit = ""
    headlines = [
      Headline(lead: "", value: value, noun: "", phrase: "", remark: "", isPart: true, isFirst: true, isLast: true)
    ]
    self.columns = columns
    width = ""
    let group = Group(title: "", isFirst: true, isResults: true, rows: [row])
    groups = [group]
    retired = group
    comparison = table
    products = [table]
    let block = BlockTable(
      caption: "", corner: "", headings: [Text(number: "", text: "")],
      lines: [BlockLine(heading: "", isChosen: true, texts: [Text(number: "", text: "")])], sentence: "")
    cohorts = block
    hasRobustness = true
    robustness = [block]
    chart = Chart(name: "", link: "")
    hasNotes = true
    notes = [NoteText(number: "", text: "", wikitext: "")]
    definitions = [DefinitionText(title: "", version: "", nature: "", better: "", text: "")]
    usualRangeText = ""
    people = ""
    leftOut = ""
    revisions = ""
    feedback = sources
    support = sources
    until = ""
    computed = ""
  }
}

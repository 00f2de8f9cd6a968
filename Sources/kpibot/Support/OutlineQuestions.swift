import KPIReports

/// Asks for a report, question by question, with a way back.
struct OutlineQuestions {
  /// What is asked; products are numbered from 0.
  private enum Step: Equatable {
    case title, wiki, page, period
    case product(Int), feedback(Int), support(Int)
  }

  /// What options say, which is not asked.
  let said: ReportOutline.Said
  /// The title of reports whose title nobody says.
  let usualTitle: String
  /// Finds the wiki that somebody typed, and the page that was typed with it.
  let find: (String) async throws -> (api: String, page: String?)

  private let questions = Questions(mayAsk: true)

  /// Makes the questions.
  init(
    said: ReportOutline.Said, usualTitle: String, find: @escaping (String) async throws -> (api: String, page: String?)
  ) {
    (self.said, self.usualTitle, self.find) = (said, usualTitle, find)
  }

  /// Fills what is still open in an outline.
  func fill(_ outline: inout ReportOutline) async {
    print("Enter takes what stands in brackets, or leaves it open; \"\(Questions.back)\" goes back a question.")
    var asked: [Step] = []
    var next: Step? = .title
    while let step = next {
      guard isOpen(step) else {
        next = self.next(after: step, in: outline)
        continue
      }
      if await ask(step, &outline) {
        asked.append(step)
        next = self.next(after: step, in: outline)
      } else if let before = asked.popLast() {
        next = before
      } else {
        print("This is the first question.")
      }
    }
    outline.products.removeAll { $0.isEmpty }
  }

  /// Whether no option says it.
  private func isOpen(_ step: Step) -> Bool {
    switch step {
    case .title: said.title == nil
    case .wiki: said.wiki == nil
    case .page: said.page == nil
    case .period: said.period == nil
    case .product(let place): place > 0 || said.product == nil
    case .feedback(let place): place > 0 || said.feedback.isEmpty
    case .support(let place): place > 0 || said.support.isEmpty
    }
  }

  private func next(after step: Step, in outline: ReportOutline) -> Step? {
    switch step {
    case .title: .wiki
    case .wiki: .page
    case .page: .period
    case .period: .product(0)
    // Whoever names no further product has named them all.
    case .product(let place): place > 0 && outline.products.count <= place ? nil : .feedback(place)
    case .feedback(let place): .support(place)
    // Whoever names a product by an option means that one alone.
    case .support(let place): said.product == nil ? .product(place + 1) : nil
    }
  }

  /// Asks a question; false where the one before is to be asked again.
  private func ask(_ step: Step, _ outline: inout ReportOutline) async -> Bool {
    switch step {
    case .title:
      guard case .said(let title) = questions.ask("Title of the tables", usual: outline.title) else { return false }
      outline.title = title ?? usualTitle
    case .wiki: return await askForWiki(&outline)
    case .page:
      let question = "Page that shows the report, such as Team/KPIs"
      guard case .said(let page) = questions.ask(question, usual: outline.page) else { return false }
      outline.page = page
    case .period:
      let units = PeriodUnit.allCases.map(\.rawValue)
      guard case .said(let unit) = questions.ask("Periods", usual: outline.period.rawValue, among: units) else {
        return false
      }
      outline.period = PeriodUnit(rawValue: unit) ?? .month
    case .product(let place): return askForProduct(place, &outline)
    case .feedback(let place):
      let question = "Pages where people give feedback" + Self.about(outline.products[place])
      guard case .said(let pages) = questions.askForAll(question, usual: outline.products[place].feedback) else {
        return false
      }
      outline.products[place].feedback = pages
    case .support(let place):
      let question = "Pages that support users, such as Help:X" + Self.about(outline.products[place])
      guard case .said(let pages) = questions.askForAll(question, usual: outline.products[place].support) else {
        return false
      }
      outline.products[place].support = pages
    }
    return true
  }

  private func askForWiki(_ outline: inout ReportOutline) async -> Bool {
    while case .said(let typed) = questions.ask(
      "The wiki, or the address of a page there", usual: outline.wiki ?? "meta.wikimedia.org")
    {
      guard let typed else { return true }
      do {
        let found = try await find(typed)
        outline.wiki = found.api
        outline.page = found.page ?? outline.page
        return true
      } catch { print("\(error)") }
    }
    return false
  }

  private func askForProduct(_ place: Int, _ outline: inout ReportOutline) -> Bool {
    let known = place < outline.products.count ? outline.products[place].name : nil
    let question = place == 0 ? "Name of what is measured" : "Name of another product, or nothing if there is none"
    guard case .said(let name) = questions.ask(question, usual: known) else { return false }
    if place < outline.products.count {
      outline.products[place].name = name
    } else if place == 0 || name != nil {
      outline.products.append(ReportOutline.Product(name: name))
    }
    return true
  }

  private static func about(_ product: ReportOutline.Product) -> String { product.name.map { " on \($0)" } ?? "" }
}

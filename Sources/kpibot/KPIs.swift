import ArgumentParser
import KPIReports

/// Lists what can be measured.
struct KPIs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpis", abstract: "List what can be measured, each with its definition.")

  func run() {
    for kpi in KPICatalogue.all {
      print(
        """
        \(kpi.id) (\(kpi.nature.rawValue), in \(kpi.unit.rawValue), definition \(kpi.version))
          \(kpi.question)
          \(kpi.definition(kpi.defaults))
        """)
      for option in kpi.options { print("  \(option.rawValue): \(option.meaning)") }
      print("")
    }
  }
}

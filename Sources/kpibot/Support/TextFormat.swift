import ArgumentParser

/// How something is told: to people, or to programs.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

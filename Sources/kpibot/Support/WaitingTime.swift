import ArgumentParser

/// A time as people write it: `90`, `90s`, `15m` or `2h`.
struct WaitingTime: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
    let unit = argument.last.flatMap { units[$0] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard digits.allSatisfy(\.isWholeNumber), let count = Int(digits), count <= 1_000_000 else { return nil }
    duration = .seconds(count * (unit ?? 1))
  }
}

import ArgumentParser
import Foundation
import KPIReports
import MediaWiki

/// How the program ends, as sysexits has it.
enum Status: Int32 {
  case usage = 64
  case incomplete = 65
  case unreachable = 69
  case software = 70
  case store = 74
  case tryAgainLater = 75
  case refused = 77
  case configuration = 78
}

/// What went wrong, as a sentence and an exit code.
struct Failure: Error, CustomStringConvertible {
  let status: Status
  let text: String

  init(status: Status, text: String) {
    self.status = status
    self.text = text
  }

  init(_ error: any Error) {
    switch error {
    case let failure as Failure:
      self = failure
      return
    case let error as WikiError:
      status =
        switch error.category {
        case .unreachable: .unreachable
        case .tryAgainLater: .tryAgainLater
        case .refused: .refused
        case .configuration: .configuration
        }
    case let error as PublishingRefusal:
      status =
        switch error {
        case .implausible: .incomplete
        case .excluded, .shutOff, .gone, .undone, .otherAccount, .missingRight, .blocked, .protected, .queued:
          .refused
        case .notWikitext, .moved, .tooLong, .noPageForLink, .redirect, .noPlaceForLink, .notData, .foreignData,
          .invalidData:
          .configuration
        }
    case let error as RunLockError:
      status =
        switch error.problem {
        case .held: .tryAgainLater
        case .noRoom: .store
        case .cannotOpen: .configuration
        }
    case is OutputError: status = .store
    case let error as ReportMistakes where error.isForWantOfRoom: status = .store
    case is NoWikiReached: status = .unreachable
    case is PeriodError, is OfflineRefusal: status = .usage
    case is UnknownValues: status = .incomplete
    case let error as FactStoreError: status = Self.status(of: error)
    case is ReportMistakes, is SettingsError, is MissingContact, is RegionError, is HTTPClientError,
      is UnknownBotGroups:
      status = .configuration
    default:
      if let error = FactStoreError(error) {
        (status, text) = (Self.status(of: error), "\(error)")
        return
      }
      status = NoRoom.isReason(error) ? .store : .software
    }
    text = "\(error)"
  }

  private static func status(of error: FactStoreError) -> Status {
    switch error.kind {
    case .damaged, .full, .gone: .store
    case .closed: .configuration
    case .busy: .tryAgainLater
    }
  }

  /// All that went wrong, each once, with the exit code of the first; nil where nothing did.
  init?(all failures: [Failure]) {
    guard let first = failures.first else { return nil }
    var texts: [String] = []
    for failure in failures where !texts.contains(failure.text) { texts.append(failure.text) }
    self.init(status: first.status, text: texts.joined(separator: ". "))
  }

  /// What went wrong.
  var description: String { text }

  /// Says what went wrong on standard error, and gives the exit code to end with.
  var told: ExitCode {
    Console.write("kpibot: \(text)\n")
    return exit
  }

  /// The same where log lines are objects: then it is one, with the run's id.
  func told(_ logging: LogOptions, run id: String) -> ExitCode {
    guard logging.logFormat == .json else { return told }
    let console = Console(environment: ProcessInfo.processInfo.environment)
    logging.logger(run: id, on: console).error("\(text)", metadata: ["exit": .stringConvertible(Int(status.rawValue))])
    return exit
  }

  /// The exit code to end with.
  var exit: ExitCode { ExitCode(status.rawValue) }
}

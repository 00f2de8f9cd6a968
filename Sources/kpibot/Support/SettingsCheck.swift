import Foundation
import KPIReports
import MediaWiki

/// Checks the credentials, the operator's contact and the signal's address.
struct SettingsCheck {
  let file: String?

  /// The settings, where they can be read.
  func settings(_ findings: inout [CheckFinding]) async -> Settings? {
    let environment = ProcessInfo.processInfo.environment
    let read = await findings.add("the credentials' file and form") {
      MemoryDump.forbid()
      return try Settings(file: file, environment: environment)
    }
    guard let settings = read else {
      findings.skip(["something to sign in with", "the contact"], because: "the credentials can't be read")
      return nil
    }
    await findings.add("something to sign in with") {
      if settings.credentials == nil { throw SettingsError.missing(in: file) }
    }
    if settings.hasBoth {
      findings.append(
        CheckFinding(
          "one way to sign in", .warning, problem: "there are a password and a token, of which the token is taken",
          mend: "remove the one or the other"))
    }
    findings.append(contact(settings.contact))
    if let ping = settings.ping { findings.append(signal(ping)) }
    return settings
  }

  private func contact(_ contact: String?) -> CheckFinding {
    let subject = "the contact for the wikis' operators"
    let mend = MissingContact.mend
    guard let contact else {
      return CheckFinding(subject, .warning, problem: "there is none, and public wikis ask for one", mend: mend)
    }
    let isContact = contact.contains("@") || contact.contains("://") || contact.contains("User:")
    return isContact
      ? CheckFinding("\(subject): \(contact)")
      : CheckFinding(subject, .warning, problem: "\"\(contact)\" is neither an address nor a user page", mend: mend)
  }

  private func signal(_ ping: Secret) -> CheckFinding {
    let subject = "the signal's address"
    guard (try? WikiURL(ping.reveal())) == nil else { return CheckFinding(subject) }
    return CheckFinding(
      subject, .warning, problem: "KPIBOT_PING is not an https address without ? and #", mend: "copy it again")
  }
}

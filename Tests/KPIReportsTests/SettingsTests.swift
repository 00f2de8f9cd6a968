import Foundation
import LocalWiki
import Testing

@testable import KPIReports

@Suite("The credentials' file")
struct SettingsTests {
  private static let secret = "s3cretw0rd"

  private static func settings(_ text: String, environment: [String: String] = [:]) throws -> Settings {
    let folder = try TemporaryFolder()
    return try Settings(file: try folder.write(text, to: "credentials", mode: 0o600), environment: environment)
  }

  @Test(
    "is read where it can mean but one thing",
    arguments: [
      "KPIBOT_USERNAME=A@b\nKPIBOT_PASSWORD=%\nKPIBOT_CONTACT=a@example.org",
      "\u{FEFF}KPIBOT_USERNAME=A@b\r\nKPIBOT_PASSWORD=%\r\n\r\n# c\r\nKPIBOT_CONTACT=a@example.org\r\n",
      "export KPIBOT_USERNAME=A@b\n export  KPIBOT_PASSWORD=\"%\"\nKPIBOT_CONTACT='a@example.org' \n",
      "  # c\nKPIBOT_USERNAME = A@b\nKPIBOT_PASSWORD= %\t\nKPIBOT_CONTACT=\"a@example.org\"\nOTHER=",
    ])
  func forms(text: String) throws {
    let settings = try Self.settings(text.replacing("%", with: Self.secret))
    #expect(settings.contact == "a@example.org" && settings.account == "A")
    guard case .botPassword(let username, let password) = settings.credentials else {
      Issue.record("no bot password")
      return
    }
    #expect(username == "A@b" && password.reveal() == Self.secret)
  }

  @Test("keeps what stands in a value", arguments: ["O'Neil, a@b", "https://x.example/#a", "a\"b", "a=b"])
  func values(contact: String) throws {
    #expect(try Self.settings("KPIBOT_CONTACT=\(contact)").contact == contact)
    #expect(
      try Self.settings("KPIBOT_CONTACT=\"\(contact.replacing("\"", with: ""))\"").contact?.isEmpty == false)
  }

  @Test(
    "is refused with the line and what to do, and without the value",
    arguments: [
      ("KPIBOT_CONTACT=a\nhello %", "credentials:2: it is not KEY=value: correct the line"),
      ("\n%", "credentials:2: it is not KEY=value"), ("=%", "credentials:1: it is not KEY=value"),
      ("export %", "credentials:1: it is not KEY=value"),
      ("KPIBOT_PASSWORD=% # mine", "credentials:1: a comment behind the value of KPIBOT_PASSWORD"),
      ("KPIBOT_PASSWORD=\"%\" # mine", "credentials:1: a comment behind the value of KPIBOT_PASSWORD"),
      ("KPIBOT_PASSWORD=# %", "credentials:1: a comment behind the value of KPIBOT_PASSWORD"),
      ("KPIBOT_PASSWORD=\"%", "credentials:1: the value of KPIBOT_PASSWORD begins with a quote"),
      ("KPIBOT_PASSWORD='%\"", "credentials:1: the value of KPIBOT_PASSWORD begins with a quote"),
      (
        "#\nKPIBOT_USERNAME=%@b\n",
        "credentials:2: KPIBOT_USERNAME stands there without a password: set KPIBOT_PASSWORD"
      ),
      ("KPIBOT_USERNAME=%@b\r\nKPIBOT_PASSWORD=\r\n", "credentials:1: KPIBOT_USERNAME stands there without a password"),
      ("KPIBOT_PASSWORD=x\nKPIBOT_USERNAME=%", "credentials:2: KPIBOT_USERNAME must be the name of a bot password"),
      (
        "KPIBOT_CONTACT=https://meta.wikimedia.org/wiki/User:Your_name\n",
        "credentials:1: KPIBOT_CONTACT is still that of credentials.example: put your address"
      ),
    ])
  func refused(text: String, message: String) throws {
    let error = #expect(throws: SettingsError.self) {
      try Self.settings(text.replacing("%", with: Self.secret))
    }
    let told = try #require(error).description
    #expect(told.contains(message), "\(told)")
    #expect(!told.contains(Self.secret))
  }

  @Test("is no folder, and not what credentials.example is")
  func noFile() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: SettingsError.self) { try Settings(file: folder.path, environment: [:]) }
    #expect(error?.description.contains("it is a folder: name the file in it") == true)
    let example = try String(contentsOfFile: TestReports.templates + "/../credentials.example", encoding: .utf8)
    #expect(example.contains("\nKPIBOT_CONTACT=\(Settings.placeholder)\n"))
  }

  @Test("is asked for a contact by what is true of every wiki")
  func missingContact() {
    let error = MissingContact(host: "wiki.example.org")
    #expect(error.description == "\(error.problem); \(error.mend)")
    #expect(error.problem.contains("wiki.example.org") && error.mend.hasPrefix("set KPIBOT_CONTACT"))
    #expect(!error.description.contains("Wikimedia"))
  }

  @Test("gives way to the environment")
  func environment() throws {
    let settings = try Self.settings(
      "KPIBOT_CONTACT=\(Settings.placeholder)\nKPIBOT_USERNAME=A@b\n",
      environment: ["KPIBOT_CONTACT": "a@example.org", "KPIBOT_PASSWORD": Self.secret])
    #expect(settings.contact == "a@example.org" && settings.credentials != nil)
    let error = #expect(throws: SettingsError.self) {
      try Self.settings("KPIBOT_CONTACT=a@example.org", environment: ["KPIBOT_CONTACT": Settings.placeholder])
    }
    #expect(error?.problem.hasPrefix("the environment: KPIBOT_CONTACT") == true)
  }
}

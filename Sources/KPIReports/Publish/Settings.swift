import Foundation
import MediaWiki

/// Who the operator is and how the bot signs in: from the environment and from a credentials file.
package struct Settings: Sendable {
  /// The file that is read when none is named and it is there.
  package static let defaultFile = "credentials"

  /// The contact that stands in credentials.example, which is nobody's.
  static let placeholder = "https://meta.wikimedia.org/wiki/User:Your_name"

  /// Whether a password and a token stand in the same place, of which the token is taken.
  package let hasBoth: Bool
  /// The operator's address, for the User-Agent.
  package let contact: String?
  /// How the bot signs in; nil where nothing is set.
  package let credentials: Credentials?
  /// The address that is told how runs begin and end, as it was written; whoever knows it can speak for the bot.
  package let ping: Secret?
  /// The account's name, without a bot password's label; nil for a token without a name.
  package let account: String?

  /// Reads the settings; the environment wins over the file.
  ///
  /// - Parameters:
  ///   - file: the credentials file; nil takes ``defaultFile`` where it is there.
  ///   - environment: the environment's variables.
  /// - Throws: ``SettingsError`` when the file is missing, can be read by others, or says something that can't be.
  package init(file: String?, environment: [String: String]) throws {
    var places = [environment]
    let path = file ?? Self.defaultFile
    var stored: CredentialsFile?
    if file != nil || FileManager.default.fileExists(atPath: path) {
      let read = try CredentialsFile(path)
      places.append(read.values)
      stored = read
    }
    func error(about key: String, _ what: String, mend: String) -> SettingsError {
      guard environment[key]?.isEmpty ?? true, let stored else {
        return SettingsError(file: "the environment", what: what, mend: mend)
      }
      return stored.error(about: key, what, mend: mend)
    }
    contact = Self.value("KPIBOT_CONTACT", in: places)
    if contact == Self.placeholder {
      throw error(
        about: "KPIBOT_CONTACT", "KPIBOT_CONTACT is still that of credentials.example",
        mend: "put your address or user page there")
    }
    ping = Self.value("KPIBOT_PING", in: places).map(Secret.init)
    // The kind of credentials that the environment has wins as a whole: a token of the file is not in its way.
    let kinds = ["KPIBOT_OAUTH2_TOKEN", "KPIBOT_PASSWORD"]
    let place = places.firstIndex { place in kinds.contains { Self.value($0, in: [place]) != nil } }
    hasBoth = place.map { place in kinds.allSatisfy { Self.value($0, in: [places[place]]) != nil } } ?? false
    guard let place else {
      if stored?.values["KPIBOT_USERNAME"]?.isEmpty == false {
        throw error(
          about: "KPIBOT_USERNAME", "KPIBOT_USERNAME stands there without a password",
          mend: "set KPIBOT_PASSWORD as well, or take the name out")
      }
      (credentials, account) = (nil, Self.value("KPIBOT_USERNAME", in: places).map(Self.account))
      return
    }
    if let token = Self.value("KPIBOT_OAUTH2_TOKEN", in: [places[place]]) {
      credentials = .oauth2(token: Secret(token))
      account = Self.value("KPIBOT_USERNAME", in: Array(places[...place])).map(Self.account)
      return
    }
    guard let username = Self.value("KPIBOT_USERNAME", in: places), username.dropFirst().contains("@") else {
      throw error(
        about: "KPIBOT_USERNAME", "KPIBOT_USERNAME must be the name of a bot password, Name@label",
        mend: "take it from Special:BotPasswords")
    }
    credentials = Self.value("KPIBOT_PASSWORD", in: [places[place]]).map {
      .botPassword(username: username, password: Secret($0))
    }
    account = Self.account(of: username)
  }

  /// The value in the first place that has one; an empty one stands for none.
  private static func value(_ key: String, in places: [[String: String]]) -> String? {
    places.lazy.compactMap { $0[key] }.first.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The account of a bot password's name, which is the name without its label.
  private static func account(of username: String) -> String {
    username.lastIndex(of: "@").map { String(username[..<$0]) } ?? username
  }
}

/// The credentials are not right.
package struct SettingsError: Mendable, CustomStringConvertible {
  let file: String
  /// The line, from 1; nil where it is about the whole file.
  var line: Int?
  let what: String
  /// What to do.
  package let mend: String

  /// There is nothing to sign in with.
  package static func missing(in file: String?) -> SettingsError {
    SettingsError(
      file: file ?? Settings.defaultFile, what: "there is nothing to sign in with",
      mend: "copy credentials.example to credentials, fill it in and chmod 600 it, or set KPIBOT_USERNAME and "
        + "KPIBOT_PASSWORD")
  }

  /// Which file, what is wrong and what to do.
  package var description: String { "reading the credentials \(problem): \(mend)" }

  /// Which file, and what is wrong.
  package var problem: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(what)" }
}

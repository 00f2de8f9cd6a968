import Configuration
import Foundation
import MediaWiki
import SystemPackage

/// Who the operator is and how the bot signs in: from the environment and from a credentials file.
package struct Settings: Sendable {
  /// The file that is read when none is named and it is there.
  package static let defaultFile = "credentials"

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
  package init(file: String?, environment: [String: String]) async throws {
    let secrets: SecretsSpecifier<String, String> = .specific(["KPIBOT_PASSWORD", "KPIBOT_OAUTH2_TOKEN", "KPIBOT_PING"])
    var providers: [any ConfigProvider] = [
      EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: secrets)
    ]
    let path = file ?? Self.defaultFile
    if file != nil || FileManager.default.fileExists(atPath: path) {
      try Self.checkMode(of: path)
      do {
        providers.append(
          try await EnvironmentVariablesProvider(environmentFilePath: FilePath(path), secretsSpecifier: secrets))
      } catch {
        throw SettingsError(file: path, what: "it can't be read (\(error))", mend: "write one KEY=value a line")
      }
    }
    contact = Self.value("contact", in: providers)
    ping = Self.value("ping", in: providers).map(Secret.init)
    // The kind of credentials that the environment has wins as a whole: a token of the file is not in its way.
    let place = providers.firstIndex { provider in
      ["oauth2.token", "password"].contains { Self.value($0, in: [provider]) != nil }
    }
    hasBoth =
      place.map { place in
        ["oauth2.token", "password"].allSatisfy { Self.value($0, in: [providers[place]]) != nil }
      } ?? false
    guard let place else {
      (credentials, account) = (nil, Self.value("username", in: providers).map(Self.account))
      return
    }
    if let token = Self.value("oauth2.token", in: [providers[place]]) {
      credentials = .oauth2(token: Secret(token))
      account = Self.value("username", in: Array(providers[...place])).map(Self.account)
      return
    }
    guard let username = Self.value("username", in: providers), username.dropFirst().contains("@") else {
      throw SettingsError(
        file: path,
        what: "KPIBOT_USERNAME must be the name of a bot password, Name@label",
        mend: "take it from Special:BotPasswords")
    }
    credentials = Self.value("password", in: [providers[place]]).map {
      .botPassword(username: username, password: Secret($0))
    }
    account = Self.account(of: username)
  }

  /// The first of the providers that has a value, and not an empty one.
  private static func value(_ key: ConfigKey, in providers: [any ConfigProvider]) -> String? {
    ConfigReader(providers: providers).scoped(to: "kpibot").string(forKey: key, isSecret: true)
      .flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The account of a bot password's name, which is the name without its label.
  private static func account(of username: String) -> String {
    username.lastIndex(of: "@").map { String(username[..<$0]) } ?? username
  }

  private static func checkMode(of path: String) throws {
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    } catch {
      throw SettingsError(file: path, what: "there is no such file", mend: "copy credentials.example and fill it in")
    }
    guard let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0 else {
      throw SettingsError(file: path, what: "others can read it, and it holds a secret", mend: "chmod 600 \(path)")
    }
  }
}

/// The credentials are not right.
package struct SettingsError: Mendable, CustomStringConvertible {
  let file: String
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
  package var problem: String { "\(file): \(what)" }
}

import Foundation

/// The files of a new wiki, kept in memory: MediaWiki is installed once for each list of extensions, and what many tests
/// begin with is done once. Each wiki begins as a copy.
actor InstalledWikis {
  /// Those of this process.
  static let ofProcess = InstalledWikis()

  /// What the installer leaves in a wiki's folder.
  struct Files: Sendable {
    /// `LocalSettings.php`, with ``folder`` where the installer wrote the folder.
    let settings: String
    /// The files in `data`, by name.
    let data: [String: Data]

    /// What stands for the wiki's folder.
    static let folder = "@folder@"

    /// Writes the files into a folder that exists.
    func copy(to folder: String) throws {
      try FileManager.default.createDirectory(atPath: folder + "/data/locks", withIntermediateDirectories: true)
      for (name, content) in data { try content.write(to: URL(fileURLWithPath: "\(folder)/data/\(name)")) }
      let settings = settings.replacing(Self.folder, with: folder)
      try Data(settings.utf8).write(to: URL(fileURLWithPath: folder + "/LocalSettings.php"))
    }
  }

  private struct Beginning: Hashable {
    let name: String
    let extensions: [String]
  }

  private var installs: [[String]: Task<Files, any Error>] = [:]
  private var beginnings: [Beginning: Task<(Files, any Sendable), any Error>] = [:]

  /// The files of a wiki that has the tables of these extensions.
  func files(_ installation: MediaWikiInstallation, extensions: [String]) async throws -> Files {
    let install = installs[extensions] ?? Task { try await Self.install(installation, extensions: extensions) }
    installs[extensions] = install
    return try await install.value
  }

  /// The files of a wiki to which something was done, and what that gave.
  func files<State: Sendable>(
    _ installation: MediaWikiInstallation, extensions: [String], after name: String,
    _ prepare: @escaping @Sendable (LocalWiki) async throws -> State
  ) async throws -> (files: Files, state: State) {
    let beginning = Beginning(name: name, extensions: extensions)
    let work =
      beginnings[beginning]
      ?? Task {
        let files = try await self.files(installation, extensions: extensions)
        let wiki = try LocalWiki.withoutServer(files, installation, extensions: extensions)
        defer { try? FileManager.default.removeItem(atPath: wiki.folder) }
        let state = try await prepare(wiki)
        return (Files(settings: files.settings, data: try Self.data(in: wiki.folder)), state)
      }
    beginnings[beginning] = work
    let (files, state) = try await work.value
    guard let state = state as? State else { preconditionFailure("two beginnings have the name \(name)") }
    return (files, state)
  }

  private static func install(_ installation: MediaWikiInstallation, extensions: [String]) async throws -> Files {
    let folder = LocalWiki.newFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
    try await Shell.run(
      try PHP.script("\(installation.root)/maintenance/install.php") + [
        "--confpath=\(folder)", "--dbtype=sqlite",
        "--dbpath=\(folder)/data", "--dbname=wiki", "--scriptpath=", "--server=http://127.0.0.1", "--lang=en",
        "--pass=\(LocalWiki.adminPassword)", "Local", "Admin",
      ])
    let file = folder + "/LocalSettings.php"
    let settings = try String(contentsOfFile: file, encoding: .utf8)
    if !extensions.isEmpty {
      try LocalWiki.configure(folder: folder, address: "http://127.0.0.1", options: .init(extensions: extensions))
      try await Shell.run(
        try PHP.script("\(installation.root)/maintenance/update.php") + ["--quick"],
        environment: ["MW_CONFIG_FILE": file])
    }
    return Files(settings: settings.replacing(folder, with: Files.folder), data: try data(in: folder))
  }

  private static func data(in folder: String) throws -> [String: Data] {
    var data: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/data") where name != "locks" {
      data[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/data/\(name)"))
    }
    return data
  }
}

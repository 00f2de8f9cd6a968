import Foundation
import LocalWiki

/// The demo's report folder, made over for a local wiki, with credentials for it.
struct LocalReport {
  let folder: String
  let demo: String
  let page = "Product feedback/KPIs"

  var reportFolder: String { folder + "/local-demo" }
  var credentials: String { folder + "/credentials" }

  /// A page as people would have made it: words of their own around the markers.
  var humanText: String {
    """
    These are our numbers. Questions? Ask on the talk page.

    <!-- kpibot:begin local-demo -->
    <!-- kpibot:end local-demo -->

    Thanks to everybody who tells us what works and what does not.
    """
  }

  func write(api: String, pageviews: PageviewsServer, bot: LocalWiki.BotPassword) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: reportFolder, withIntermediateDirectories: true)
    for file in ["page.mustache", "summary.mustache"] {
      try files.copyItem(atPath: "\(demo)/\(file)", toPath: "\(reportFolder)/\(file)")
    }
    let definition = String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(demo)/report.yaml")), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("as_of:") && !$0.hasPrefix("#") }.joined(separator: "\n")
      .replacing("https://wiki.example.org/w/api.php", with: api)
      .replacing("https://wiki.example.org/api/rest_v1", with: pageviews.base)
      .replacing("project: wiki.example.org", with: "project: \(pageviews.project)")
    try Data(definition.utf8).write(to: URL(fileURLWithPath: "\(reportFolder)/report.yaml"))
    let secrets = "KPIBOT_USERNAME=\(bot.username)\nKPIBOT_PASSWORD=\(bot.password)\n"
    guard
      files.createFile(
        atPath: credentials, contents: Data(secrets.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
  }
}

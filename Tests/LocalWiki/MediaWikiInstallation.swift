import Foundation

/// The MediaWiki that the system's packages installed.
package struct MediaWikiInstallation: Sendable {
  /// What installs everything that a local wiki needs.
  package static let installCommand =
    "apt-get install -y --no-install-recommends mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl php-apcu "
    + "php-curl"

  /// The folder with `api.php`.
  package let root: String

  /// Finds the installation.
  ///
  /// - Throws: ``MissingMediaWiki`` that says how to install it.
  package init() throws(MissingMediaWiki) {
    root = "/usr/share/mediawiki"
    guard FileManager.default.fileExists(atPath: "\(root)/maintenance/install.php"),
      FileManager.default.isExecutableFile(atPath: "/usr/bin/php")
    else { throw MissingMediaWiki() }
  }
}

/// There is no MediaWiki to start.
package struct MissingMediaWiki: Error, CustomStringConvertible {
  /// What is missing and what installs it.
  package var description: String {
    "these tests talk to a real MediaWiki, and it is not installed: \(MediaWikiInstallation.installCommand)"
  }
}

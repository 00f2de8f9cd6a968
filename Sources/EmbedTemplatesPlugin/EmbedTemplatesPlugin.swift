import Foundation
import PackagePlugin

/// Puts the shipped reports into the program, so that it is a single file.
@main
struct EmbedTemplatesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "templates")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTemplates.swift")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let files = names.map { folder.appending(path: $0) }.filter { !$0.hasDirectoryPath && !$0.pathExtension.isEmpty }
    return [
      .buildCommand(
        displayName: "Embedding the shipped reports", executable: try context.tool(named: "EmbedTemplates").url,
        arguments: [folder.path, output.path], inputFiles: files, outputFiles: [output])
    ]
  }
}

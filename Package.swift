// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "kpibot",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .target(
      name: "MediaWiki",
      dependencies: [
        "CLibcurl",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(
      name: "KPIReports",
      dependencies: [
        "MediaWiki",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Facts/FactStore.md"],
      plugins: ["EmbedTemplatesPlugin"]
    ),
    .executableTarget(name: "EmbedTemplates"),
    .plugin(
      name: "EmbedTemplatesPlugin",
      capability: .buildTool(),
      dependencies: ["EmbedTemplates"],
      path: "Sources/EmbedTemplatesPlugin"
    ),
    .executableTarget(
      name: "kpibot",
      dependencies: [
        "KPIReports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Guides", "Schedules"]
    ),

    .target(
      name: "LocalWiki",
      path: "Tests/LocalWiki"
    ),
    .target(
      name: "TestTraits",
      dependencies: ["LocalWiki"],
      path: "Tests/TestTraits"
    ),
    .executableTarget(
      name: "localwiki",
      dependencies: [
        "KPIReports", "LocalWiki",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/LocalWikiCommand"
    ),
    .executableTarget(
      name: "kpibench",
      dependencies: [
        "KPIReports", "LocalWiki",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmark"
    ),
    .testTarget(
      name: "MediaWikiTests",
      dependencies: ["MediaWiki", "LocalWiki", "TestTraits"]
    ),
    .testTarget(
      name: "KPIReportsTests",
      dependencies: ["KPIReports", "LocalWiki", "TestTraits", .product(name: "GRDB", package: "GRDB.swift")],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(
      name: "KPIBotTests",
      dependencies: ["kpibot", "localwiki", "KPIReports", "LocalWiki", "TestTraits"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "FaultTests",
      dependencies: ["kpibot", "LocalWiki"]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.1
import PackageDescription

// No Swift package from elsewhere: what we do not write comes from the toolchain or from C libraries
// that Debian keeps patched, each through a system library target below.

let kit: Target.Dependency = .product(name: "YouSaidKit", package: "YouSaidKit")

let package = Package(
    name: "yousaid",
    products: [
        .executable(name: "yousaid", targets: ["yousaid"]),
        .library(name: "YouSaidTesting", targets: ["YouSaidTesting"]),
        .library(name: "Welcome", type: .dynamic, targets: ["Welcome"]),
        .library(name: "Polls", type: .dynamic, targets: ["Polls"]),
    ],
    dependencies: [
        .package(path: "Sources/YouSaidKit")
    ],
    targets: [
        // C libraries of the distribution.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo-ft", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CSystem"),

        .target(name: "Threads"),

        // Finds what may tell of harm; knows nothing of bots.
        .target(
            name: "Spotting",
            // It reads every message, also in the tests, which would be slow without optimising.
            swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        // The rules for words that people can read, and the glossary.
        .target(name: "PlainWords"),

        // Thin Swift over C; they know nothing about bots.
        .target(name: "Sealing", dependencies: ["CCrypto", "Threads"]),
        .target(name: "Charts", dependencies: ["CCairo", "Threads"]),
        .target(name: "Storage", dependencies: ["CSQLite", "CSystem", kit]),
        .target(name: "HTTP", dependencies: ["CMicroHTTPD", "CCurl"]),

        // The bot.
        .target(name: "ChannelContract", dependencies: ["HTTP", kit], path: "Sources/Channels/Contract"),
        .target(
            name: "Engine",
            dependencies: [
                "ChannelContract", "Charts", "PlainWords", "Storage", "Sealing", "Spotting", "Threads", kit,
            ]),
        .target(
            name: "TelegramChannel", dependencies: ["ChannelContract", "HTTP", kit],
            path: "Sources/Channels/Telegram"),
        .target(
            name: "ConsoleChannel", dependencies: ["ChannelContract", "HTTP", "Threads", kit],
            path: "Sources/Channels/Console"),
        .target(
            name: "Playground", dependencies: ["ChannelContract", "HTTP", "Threads", kit],
            // Part of the program: an installed one needs no folder of pages.
            resources: [.embedInCode("Page")]),
        .target(
            name: "Service",
            dependencies: [
                "CSystem", "Engine", "TelegramChannel", "ConsoleChannel", "PlainWords", "Playground", "HTTP",
                "Storage",
                "Sealing", "Threads", kit,
            ]),
        .executableTarget(name: "yousaid", dependencies: ["Service"]),

        // Plugins: one loadable module each. They import Kit alone.
        .target(name: "Welcome", dependencies: [kit], path: "Plugins/Welcome"),
        .target(name: "Polls", dependencies: [kit], path: "Plugins/Polls"),

        // The pretend forum that plugin authors test with.
        .target(
            name: "YouSaidTesting",
            dependencies: ["Engine", "ChannelContract", "Storage", "Sealing", "Threads", kit]),

        // Pretend platforms that several test targets talk to.
        .target(name: "TestSupport", dependencies: ["HTTP"], path: "Tests/Support"),

        // The time limit that every suite has.
        .target(name: "TestLimits", path: "Tests/Limits"),

        // The story of a forum that the random story plays, and its command line: script/story.
        .target(
            name: "Stories", dependencies: ["YouSaidTesting", "Welcome", "Polls", kit], path: "Tests/Stories"),
        .executableTarget(name: "story", dependencies: ["Stories", "YouSaidTesting"], path: "Tests/Story"),

        .testTarget(name: "KitTests", dependencies: ["TestLimits", kit]),
        .testTarget(name: "StorageTests", dependencies: ["TestLimits", "Storage", kit]),
        .testTarget(name: "SealingTests", dependencies: ["TestLimits", "Sealing"]),
        .testTarget(name: "ChartsTests", dependencies: ["TestLimits", "Charts", "CCairo"]),
        .testTarget(name: "PlainWordsTests", dependencies: ["TestLimits", "PlainWords"]),
        .testTarget(
            name: "SpottingTests", dependencies: ["TestLimits", "Spotting"], resources: [.copy("Fixtures")]),
        .testTarget(name: "HTTPTests", dependencies: ["TestLimits", "HTTP"]),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "TestLimits", "Engine", "PlainWords", "YouSaidTesting", "TestSupport", "Threads", "Welcome",
                "Polls",
                "Stories",
                kit,
            ],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "TelegramTests",
            dependencies: ["TestLimits", "TelegramChannel", "ChannelContract", "HTTP", "TestSupport", kit],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "TestLimits", "Service", "yousaid", "ConsoleChannel", "ChannelContract", "YouSaidTesting",
                "HTTP", "Engine",
                "TelegramChannel", "Playground", "Sealing", "Storage", "Threads", "TestSupport", "CSQLite",
                "Welcome", "Polls", kit,
            ]),
        .testTarget(
            name: "PlaygroundTests",
            dependencies: [
                "TestLimits", "Playground", "ChannelContract", "Service", "Engine", "HTTP", "Sealing",
                "Storage", "Threads",
                "Welcome",
                "Polls", kit,
            ]),
        // The real program as a child process. It loads the plugins that are built beside it.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "TestLimits", "yousaid", "Service", "Storage", "Sealing", "Threads", "HTTP", "TestSupport",
                kit,
            ]),
        .testTarget(
            name: "PluginTests",
            dependencies: ["TestLimits", "Welcome", "Polls", "YouSaidTesting", "Sealing", "Storage", kit],
            // Read by people and compared, from where they are.
            exclude: ["Transcripts"]),
    ],
    swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.1
import PackageDescription

// Where YouSaid's sources are. In a folder of your own, say it once: export YOUSAID=/where/it/is
let yousaid = Context.environment["YOUSAID"] ?? "../../.."

let package = Package(
    name: "Ideas",
    products: [
        // The library that the bot loads, libIdeas.so. It has to be dynamic.
        .library(name: "Ideas", type: .dynamic, targets: ["Ideas"])
    ],
    dependencies: [
        .package(name: "YouSaidKit", path: yousaid + "/Sources/YouSaidKit"),
        .package(name: "yousaid", path: yousaid),
    ],
    targets: [
        // The plugin uses Kit and nothing else of YouSaid.
        .target(name: "Ideas", dependencies: [.product(name: "YouSaidKit", package: "YouSaidKit")]),
        // Its tests use the pretend forum, and Welcome for EASY READ.
        .testTarget(
            name: "IdeasTests",
            dependencies: [
                "Ideas", .product(name: "YouSaidTesting", package: "yousaid"),
                .product(name: "Welcome", package: "yousaid"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

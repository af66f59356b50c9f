// swift-tools-version: 6.1
import PackageDescription

// A package of its own with one dynamic product, so that host and plugins share one copy of Kit: linked
// in twice, a plugin would not be a `Plugin` to the host, and errors would not be caught by type.

let package = Package(
    name: "YouSaidKit",
    products: [
        .library(name: "YouSaidKit", type: .dynamic, targets: ["YouSaidKit"])
    ],
    targets: [
        .target(name: "CYouSaidABI", path: "CABI"),
        .target(name: "YouSaidKit", dependencies: ["CYouSaidABI"], path: "Kit"),
    ],
    swiftLanguageModes: [.v6]
)

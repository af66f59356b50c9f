import Foundation

/// Mounts that one program alone sees: a small disk, a disk that cannot be written. They go when it ends.
enum OwnMounts {
    static let unshare = "/usr/bin/unshare"

    /// Whether this machine lets us. In most containers it does not.
    static let areAllowed: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: unshare)
        process.arguments = ["-m", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Why a test is left out where they are not allowed.
    static let reason: String =
        "this machine does not let us mount a disk: run it as root, outside a container"

    /// An empty disk in place of a folder.
    /// - Parameter size: as `mount` takes it: "64k".
    static func disk(at folder: String, size: String) -> String {
        "mkdir -p '\(folder)' && mount -t tmpfs -o size=\(size),mode=700 tmpfs '\(folder)'"
    }

    /// A folder that cannot be written.
    static func readOnly(_ folder: String) -> String {
        "mkdir -p '\(folder)' && mount --bind '\(folder)' '\(folder)' && mount -o remount,bind,ro '\(folder)'"
    }
}

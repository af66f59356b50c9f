import Foundation
import Glibc

/// What can only be found out on the machine that the bot is to run on: secrets, groups, folders. Used by
/// `yousaid check` and before the bot starts.
public struct MachineCheck {
    private let configuration: Configuration
    private let environment: [String: String]

    public init(_ configuration: Configuration, environment: [String: String]) {
        self.configuration = configuration
        self.environment = environment
    }

    /// Everything that is wrong. Nothing is made or changed.
    public func faults() -> [ConfigurationFault] {
        let folder = openFolder()
        return foundFaults() + (folder.map { [$0] } ?? [])
    }

    /// The same without who may read the data folder, which `yousaid doctor` says of every file.
    func foundFaults() -> [ConfigurationFault] {
        secretFaults() + weakSecret() + groupFaults() + folderFaults()
    }

    /// A shorter one can be guessed, by asking often enough.
    private static let shortestSecret = 16

    /// The webhook's secret is all that tells the platform from anybody who has found the address.
    private func weakSecret() -> [ConfigurationFault] {
        guard let secret = configuration.telegram?.secret,
            let text = try? secret.resolve(environment: environment),
            text.reveal().count < Self.shortestSecret
        else { return [] }
        return [
            fault(
                "channels.telegram.secret", "it has fewer than \(Self.shortestSecret) letters and figures",
                "Make a new one with: openssl rand -hex 16. Then start the bot again: it tells Telegram.")
        ]
    }

    /// Whether others may look into the data folder, or even write in it.
    private func openFolder() -> ConfigurationFault? {
        let path = configuration.data
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return nil }
        let advice = "Run: chmod 700 '\(path)'"
        if facts.st_mode & 0o022 != 0 {
            // They could put a database, a journal of STOPs or a key of theirs in place of the bot's.
            return fault("data", "others on this machine can write in the folder \(path)", advice)
        }
        // With a group at the console its members may pass through, and no more.
        guard facts.st_mode & (configuration.consoleGroup == nil ? 0o077 : 0o067) != 0 else { return nil }
        return fault("data", "others on this machine can look into the folder \(path)", advice, .warning)
    }

    private func secretFaults() -> [ConfigurationFault] {
        let keys = configuration.sealingKeys
        return configuration.secrets.compactMap { secret in
            do throws(ConfigurationFault) {
                if keys.contains(secret) {
                    _ = try secret.key(environment: environment)
                } else {
                    _ = try secret.resolve(environment: environment)
                }
                return nil
            } catch {
                return error
            }
        }
    }

    private func groupFaults() -> [ConfigurationFault] {
        guard let group = configuration.consoleGroup, !Self.groupExists(group) else { return [] }
        return [
            fault(
                "consoleGroup", "there is no such group on this machine",
                "Make it with groupadd, or name one of those that 'getent group' lists.")
        ]
    }

    private static func groupExists(_ name: String) -> Bool {
        var room = [CChar](repeating: 0, count: 65_536)
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        return getgrnam_r(name, &entry, &room, room.count, &found) == 0 && found != nil
    }

    private func folderFaults() -> [ConfigurationFault] {
        var faults: [ConfigurationFault] = []
        for (key, path) in [
            ("pluginsFolder", configuration.pluginsFolder), ("promptsFolder", configuration.promptsFolder),
        ] {
            guard let path, !Self.isFolder(path) else { continue }
            faults.append(fault(key, "there is no folder \(path)", "Look at the path, or leave the key out."))
        }
        if let problem = dataProblem() { faults.append(problem) }
        return faults
    }

    private func readOnly(_ path: String) -> ConfigurationFault {
        fault(
            "data", "the disk that the folder \(path) is on is read-only",
            "See in the system's log whether the disk has failed. Have it mounted so that it can be written to, or name"
                + " another folder.")
    }

    /// The data folder is made at the first start, so only what stands in its way is a fault.
    private func dataProblem() -> ConfigurationFault? {
        let advice = "Make it the bot's own: chown it to the user that the bot runs as."
        var path = configuration.data
        if FileManager.default.fileExists(atPath: path) {
            guard Self.isFolder(path) else {
                return fault("data", "\(path) is a file and not a folder", "Choose another path.")
            }
            if access(path, W_OK | X_OK) == 0 { return nil }
            if errno == EROFS { return readOnly(path) }
            return fault("data", "the folder \(path) cannot be written to", advice)
        }
        while !FileManager.default.fileExists(atPath: path), path != "/" {
            path = URL(fileURLWithPath: path).deletingLastPathComponent().path
        }
        guard Self.isFolder(path), access(path, W_OK | X_OK) == 0 else {
            if Self.isFolder(path), errno == EROFS { return readOnly(path) }
            return fault("data", "the folder \(configuration.data) cannot be made in \(path)", advice)
        }
        return nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private func fault(
        _ path: String, _ problem: String, _ advice: String, _ weight: ConfigurationFault.Weight = .fault
    ) -> ConfigurationFault {
        ConfigurationFault(
            file: configuration.file, path: path, line: configuration.outline.lines[path], problem: problem,
            advice: advice, weight: weight)
    }
}

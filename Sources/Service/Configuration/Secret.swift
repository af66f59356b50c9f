import Foundation
import PlainWords
import Sealing

/// A secret as the configuration names it. The file says where it is and never what it is. Resolved once, by the
/// service, when the bot starts.
public struct Secret: Sendable, Hashable {
    /// Where a secret is found.
    public enum Source: Sendable, Hashable {
        /// In an environment variable.
        case env(String)
        /// In a file of that name in `$CREDENTIALS_DIRECTORY`, where systemd puts credentials.
        case credential(String)
    }

    public let source: Source
    /// The configuration file and the key, for faults.
    let file: String
    let path: String
    let line: Int?

    /// Gets the secret itself.
    ///
    /// - Parameter environment: The environment's variables, `ProcessInfo.processInfo.environment`.
    /// - Throws: ``ConfigurationFault`` where it is missing, empty or open to everybody on the machine; it says
    ///   which one and how to set it.
    public func resolve(environment: [String: String]) throws(ConfigurationFault) -> SecretText {
        switch source {
        case .env(let name):
            if let taken = KeyVariables.text(name) { return SecretText(taken.reveal()) }
            return SecretText(try variable(name, environment))
        case .credential(let name):
            return try read(try file(name, environment), name: name)
        }
    }

    /// The same for a sealing key, which is never in memory that nobody wipes, but for a variable that was not taken
    /// out of the environment.
    func key(environment: [String: String]) throws(ConfigurationFault) -> SealingKey {
        do {
            switch source {
            case .env(let name):
                if let taken = KeyVariables.text(name) { return try taken.key() }
                return try SealingKey(text: try variable(name, environment))
            case .credential(let name):
                return try SealingKey(contentsOf: try file(name, environment))
            }
        } catch let fault as ConfigurationFault {
            throw fault
        } catch {
            throw fault("\(error)", "'yousaid serve' makes a good one where none is named, as sealing.key.")
        }
    }

    private func variable(
        _ name: String, _ environment: [String: String]
    ) throws(ConfigurationFault) -> String {
        guard let value = environment[name], !value.isEmpty else {
            let problem = environment[name] == nil ? "is not set" : "is empty"
            throw fault(
                "the environment variable \(name) \(problem)",
                "Set it before the bot starts: export \(name)=… or a line in systemd's EnvironmentFile.")
        }
        return value
    }

    /// The file of a credential, which is there and not everybody's.
    private func file(_ name: String, _ environment: [String: String]) throws(ConfigurationFault) -> String {
        guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
            throw fault(
                "the credential '\(name)' cannot be found: CREDENTIALS_DIRECTORY is not set",
                "systemd sets it where the unit says LoadCredential=\(name):FILE; elsewhere set it to the"
                    + " folder that holds the file.")
        }
        let path = folder + "/" + name
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        guard let facts, facts[.type] as? FileAttributeType == .typeRegular else {
            throw fault(
                "the credential '\(name)' is not there: no file \(path)",
                "Make the file, or add LoadCredential=\(name):FILE to the systemd unit.")
        }
        guard let mode = facts[.posixPermissions] as? NSNumber, mode.intValue & 0o007 == 0 else {
            throw fault(
                "everybody on this machine can read the credential '\(name)'",
                "Run: chmod 600 '\(path)'")
        }
        return path
    }

    private func read(_ path: String, name: String) throws(ConfigurationFault) -> SecretText {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw fault(
                "the credential '\(name)' cannot be read", "Give the bot's user the right to read \(path).")
        }
        guard var text = String(validating: data.withoutByteOrderMark, as: UTF8.self) else {
            throw fault("the credential '\(name)' is not text in UTF-8", "Write it again as plain text.")
        }
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty else {
            throw fault(
                "the credential '\(name)' is empty",
                "Write the secret into the file that LoadCredential names; without systemd, into \(path).")
        }
        return SecretText(text)
    }

    private func fault(_ problem: String, _ advice: String) -> ConfigurationFault {
        ConfigurationFault(file: file, path: path, line: line, problem: problem, advice: advice)
    }
}

/// A secret that was resolved. Neither printing nor dumping shows it; whoever needs it says ``reveal()``.
public struct SecretText: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    public init(_ value: String) { self.value = value }

    /// The secret itself. It goes where it is needed, never into a text for people.
    public func reveal() -> String { value }

    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// One thing that a forum can set for a plugin, declared so that a wrong configuration is found at start.
///
/// ```swift
/// let settings = [
///     Setting("cups", .integer(2, in: 1...6), meaning: "how many cups one person may have"),
///     Setting("biscuits", .flag(true), meaning: "whether there are biscuits"),
/// ]
/// let manifest = Manifest(id: "tea", name: "Tea", version: "1", settings: settings)
/// ```
public struct Setting: Sendable, Hashable {
    /// What it holds, with what it is where nobody sets it.
    public enum Kind: Sendable, Hashable {
        /// Words, with those that count where nobody sets it.
        case text(String)
        /// One of a few words, with the one that counts where nobody sets it. Read with ``Settings/text(_:)``.
        case oneOf([String], standard: String)
        /// Some of a few words with commas between them, with those that count where nobody sets it. Read with
        /// ``Settings/text(_:)``.
        case someOf([String], standard: String)
        /// A whole number and the range that it must be in.
        case integer(Int, in: ClosedRange<Int>)
        /// Yes or no.
        case flag(Bool)
    }

    /// Its name in the plugin's section of the configuration.
    public let name: String
    /// What it holds, and what it is where nobody sets it.
    public let kind: Kind
    /// What it means, in one line, for `yousaid check` and the guide.
    public let meaning: String

    /// A setting.
    /// - Parameters:
    ///   - name: as it stands in the configuration.
    ///   - kind: what it holds, with the value that counts where nobody sets it.
    ///   - meaning: what it means, in one line.
    public init(_ name: String, _ kind: Kind, meaning: String) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
    }
}

/// What the configuration says in a plugin's section, filled up with what the plugin declared.
///
/// ```swift
/// let cups = try turn.settings.integer("cups")
/// if try turn.settings.flag("biscuits") { turn.reply("help-yourself", ["cups": .number(cups)]) }
/// ```
public struct Settings: Sendable, Hashable {
    /// A value as the configuration holds it.
    public enum Value: Sendable, Hashable {
        /// Words.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// Yes or no.
        case flag(Bool)
    }

    private let values: [String: Value]

    /// Takes what the configuration says and fills up the rest from the declarations.
    public init(_ values: [String: Value], declared: [Setting]) {
        var all: [String: Value] = [:]
        for setting in declared {
            switch setting.kind {
            case .text(let value), .oneOf(_, let value), .someOf(_, let value):
                all[setting.name] = .text(value)
            case .integer(let value, _): all[setting.name] = .integer(value)
            case .flag(let value): all[setting.name] = .flag(value)
            }
        }
        for (name, value) in values { all[name] = value }
        self.values = all
    }

    /// A declared text.
    /// - Throws: ``SettingError`` where the plugin did not declare a text of that name.
    public func text(_ name: String) throws -> String {
        guard case .text(let value)? = values[name] else { throw SettingError(name: name) }
        return value
    }

    /// A declared whole number.
    /// - Throws: ``SettingError`` where the plugin did not declare a number of that name.
    public func integer(_ name: String) throws -> Int {
        guard case .integer(let value)? = values[name] else { throw SettingError(name: name) }
        return value
    }

    /// A declared yes or no.
    /// - Throws: ``SettingError`` where the plugin did not declare a flag of that name.
    public func flag(_ name: String) throws -> Bool {
        guard case .flag(let value)? = values[name] else { throw SettingError(name: name) }
        return value
    }
}

/// A plugin asked for a setting that it did not declare, or as another type.
public struct SettingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The setting that was asked for.
    public let name: String
    public var description: String { "the plugin declares no setting '\(name)' of that type" }
}

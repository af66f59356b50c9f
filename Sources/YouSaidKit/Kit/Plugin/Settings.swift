/// One thing that a forum can set for a plugin, declared so that a wrong configuration is found at start.
public struct Setting: Sendable, Hashable {
    /// What it holds, with what it is where nobody sets it.
    public enum Kind: Sendable, Hashable {
        case text(String)
        case integer(Int, in: ClosedRange<Int>)
        case flag(Bool)
    }

    public let name: String
    public let kind: Kind
    /// What it means, in one line, for `yousaid check` and the guide.
    public let meaning: String

    public init(_ name: String, _ kind: Kind, meaning: String) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
    }
}

/// What the configuration says in a plugin's section, filled up with what the plugin declared.
public struct Settings: Sendable, Hashable {
    /// A value as the configuration holds it.
    public enum Value: Sendable, Hashable {
        case text(String)
        case integer(Int)
        case flag(Bool)
    }

    private let values: [String: Value]

    /// Takes what the configuration says and fills up the rest from the declarations.
    public init(_ values: [String: Value], declared: [Setting]) {
        var all: [String: Value] = [:]
        for setting in declared {
            switch setting.kind {
            case .text(let value): all[setting.name] = .text(value)
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
    public let name: String
    public var description: String { "the plugin declares no setting '\(name)' of that type" }
}

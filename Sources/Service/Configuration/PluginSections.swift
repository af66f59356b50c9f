import YouSaidKit

extension ConfigurationReader {
    /// The names of the plugins that are switched on. A name is a part of a file's name, so it has letters alone.
    func readPlugins() -> [String] {
        var names: [String] = []
        let list = root.list("plugins", example: "[\"Welcome\", \"Polls\"]")
        for (path, value) in list {
            guard case .text(let name) = value else {
                root.wrongType(path, value, wanted: "a text", "\"Polls\"")
                continue
            }
            if !Self.isPluginName(name) {
                root.faults.add(
                    path, "this is not a plugin's name", "Write its name in plain letters, such as \"Polls\"."
                )
            } else if ConfigurationKey.names(in: "").contains(name) {
                root.faults.add(
                    path, "a plugin of this name could have no section of its own",
                    "Give the plugin another name.")
            } else if names.contains(name) {
                root.faults.add(path, "the plugin is named twice", "Keep one of them.")
            } else {
                names.append(name)
            }
        }
        if list.isEmpty {
            root.faults.add(
                "plugins", "no plugin is switched on", "Add: plugins: [\"Welcome\", \"Polls\"],",
                weight: .warning)
        }
        return names
    }

    private static func isPluginName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    /// The plugins' sections as they stand there. What may be in them is known once the plugins are loaded.
    func pluginSections(_ plugins: [String]) -> [String: [String: ConfigurationValue]] {
        root.refuseUnknown(
            known: ConfigurationKey.names(in: "") + plugins,
            advice: " A plugin's section needs the plugin's name in 'plugins'.")
        var sections: [String: [String: ConfigurationValue]] = [:]
        for plugin in plugins {
            if let section = root.section(plugin) { sections[plugin] = section.values }
        }
        return sections
    }
}

extension Configuration {
    /// What the file says for a plugin, checked against what the plugin declares.
    ///
    /// A declared text setting `joining` is filled with the file's own ``joining``, which stands at the top.
    ///
    /// - Parameters:
    ///   - plugin: The plugin's name in `plugins`.
    ///   - declared: The settings of its manifest.
    /// - Returns: All settings, those left out as declared; or everything that is wrong in the section.
    public func settings(of plugin: String, declared: [Setting]) -> Result<Settings, ConfigurationFaults> {
        let faults = FaultList(file: file, outline: outline)
        let reader = SectionReader(path: plugin, values: sections[plugin] ?? [:], faults: faults)
        let own = declared.filter { $0.name != "joining" }
        reader.refuseUnknown(known: own.map(\.name))
        var values: [String: Settings.Value] = [:]
        for setting in own { values[setting.name] = reader.value(of: setting) }
        if own.count < declared.count { values["joining"] = .text(joining.rawValue) }
        return faults.faults.isEmpty
            ? .success(Settings(values, declared: declared)) : .failure(ConfigurationFaults(faults.faults))
    }
}

extension SectionReader {
    /// Reads what a plugin declared.
    fileprivate func value(of setting: Setting) -> Settings.Value? {
        guard let value = values[setting.name], value != .null else { return nil }
        switch (setting.kind, value) {
        case (.text, .text(let text)): return .text(text)
        case (.oneOf(let words, _), .text(let text)):
            return known([text], words, setting) ? .text(text) : nil
        case (.someOf(let words, _), .text(let text)):
            let named = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
            return known(named, words, setting) ? .text(text) : nil
        case (.flag, .flag(let flag)): return .flag(flag)
        case (.integer(_, let range), .number(let number)):
            guard let integer = Int(exactly: number), range.contains(integer) else {
                faults.add(
                    path(of: setting.name),
                    "this must be a whole number from \(range.lowerBound) to"
                        + " \(range.upperBound)", "It means: \(setting.meaning).")
                return nil
            }
            return .integer(integer)
        case (.text(let standard), _), (.oneOf(_, let standard), _), (.someOf(_, let standard), _):
            wrongType(path(of: setting.name), value, wanted: "a text", "\"\(standard)\"")
        case (.integer(let standard, _), _):
            wrongType(path(of: setting.name), value, wanted: "a whole number", "\(standard)")
        case (.flag(let standard), _):
            wrongType(path(of: setting.name), value, wanted: "true or false", "\(standard)")
        }
        return nil
    }

    /// Whether a setting has only words that it can have.
    private func known(_ named: [String], _ words: [String], _ setting: Setting) -> Bool {
        guard let odd = named.first(where: { !words.contains($0) }) else { return true }
        let nearest = NearestWord.find(odd, in: words).map { "Did you mean '\($0)'? " } ?? ""
        faults.add(
            path(of: setting.name), "\"\(odd)\" is none of \(words.joined(separator: ", "))",
            nearest + "It means: \(setting.meaning).")
        return false
    }
}

/// Where the faults of one file come together while it is read.
final class FaultList {
    let file: String
    let outline: ConfigurationOutline
    private(set) var faults: [ConfigurationFault] = []

    init(file: String, outline: ConfigurationOutline) {
        self.file = file
        self.outline = outline
    }

    /// Adds one, with the line of its key, or of the section where the key is missing.
    func add(
        _ path: String, _ problem: String, _ advice: String, weight: ConfigurationFault.Weight = .fault
    ) {
        faults.append(
            ConfigurationFault(
                file: file, path: path.isEmpty ? nil : path, line: line(of: path), problem: problem,
                advice: advice, weight: weight))
    }

    func line(of path: String) -> Int? {
        if let line = outline.lines[path] { return line }
        guard let dot = path.lastIndex(of: ".") else { return nil }
        return outline.lines[String(path[..<dot])]
    }
}

/// Reads the keys of one section and notes what is wrong with them; a key that is wrong reads as nil, and so does
/// one that is not there.
struct SectionReader {
    let path: String
    let values: [String: ConfigurationValue]
    let faults: FaultList

    func path(of key: String) -> String { ConfigurationOutline.path(path, key) }

    /// Whether the key stands there. `null` is as good as left out.
    func has(_ key: String) -> Bool { value(key) != nil }

    private func value(_ key: String) -> ConfigurationValue? {
        values[key].flatMap { $0 == .null ? nil : $0 }
    }

    func text(_ key: String, example: String) -> String? {
        guard let value = value(key) else { return nil }
        guard case .text(let text) = value else {
            wrongType(path(of: key), value, wanted: "a text", example)
            return nil
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            faults.add(
                path(of: key), "the text is empty", "Write something such as \(example), or remove the key.")
            return nil
        }
        // Foundation also leaves the line break in where JSON5 joins two lines.
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            faults.add(
                path(of: key), "there is a line break or something else that does not show in the text",
                "Write it in one line, such as \(example).")
            return nil
        }
        return text
    }

    /// Reads a text that has to be of some form.
    func text<Value>(
        _ key: String, example: String, problem: String, _ read: (String) -> Value?
    ) -> Value? {
        guard let text = text(key, example: example) else { return nil }
        guard let value = read(text) else {
            faults.add(path(of: key), problem, "Write it like \(example).")
            return nil
        }
        return value
    }

    func wholeNumber(_ key: String, in range: ClosedRange<Int>, example: String) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .number(let number) = value else {
            wrongType(path(of: key), value, wanted: "a whole number", example)
            return nil
        }
        guard let whole = Int(exactly: number), range.contains(whole) else {
            faults.add(
                path(of: key), "this is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                "Write it like \(example).")
            return nil
        }
        return whole
    }

    func flag(_ key: String, example: String) -> Bool? {
        guard let value = value(key) else { return nil }
        guard case .flag(let flag) = value else {
            wrongType(path(of: key), value, wanted: "true or false", example)
            return nil
        }
        return flag
    }

    func section(_ key: String) -> SectionReader? {
        guard let value = value(key) else { return nil }
        guard case .section(let values) = value else {
            wrongType(path(of: key), value, wanted: "a section", "{ … }")
            return nil
        }
        return SectionReader(path: path(of: key), values: values, faults: faults)
    }

    func list(_ key: String, example: String) -> [(path: String, value: ConfigurationValue)] {
        guard let value = value(key) else { return [] }
        guard case .list(let list) = value else {
            wrongType(path(of: key), value, wanted: "a list", example)
            return []
        }
        return list.enumerated().map { ("\(path(of: key))[\($0.offset)]", $0.element) }
    }

    func secret(_ key: String) -> Secret? {
        value(key).flatMap { Self.secret($0, at: path(of: key), faults) }
    }

    /// Reads `{env: "NAME"}` or `{credential: "name"}`.
    static func secret(_ value: ConfigurationValue, at path: String, _ faults: FaultList) -> Secret? {
        let advice = advice(forSecretAt: path)
        guard case .section(let values) = value else {
            faults.add(path, "a secret must not stand in the file, only where it is found", advice)
            return nil
        }
        let section = SectionReader(path: path, values: values, faults: faults)
        section.refuseUnknown(known: ["env", "credential"])
        let env = section.text(
            "env", example: "{env: \"\(envName(path))\"}",
            problem: "this is not the name of an environment variable", isEnvName)
        let credential = section.text(
            "credential", example: "{credential: \"\(credentialName(path))\"}",
            problem: "this is not the name of a file in $CREDENTIALS_DIRECTORY", isFileName)
        switch (section.has("env"), section.has("credential")) {
        case (true, true): faults.add(path, "'env' and 'credential' stand side by side", "Keep one of them.")
        case (false, false):
            // A key that is not known has been named already.
            if values.isEmpty { faults.add(path, "it does not say where the secret is", advice) }
        case (true, false), (false, true):
            guard let source = env.map(Secret.Source.env) ?? credential.map(Secret.Source.credential) else {
                return nil
            }
            return Secret(source: source, file: faults.file, path: path, line: faults.line(of: path))
        }
        return nil
    }

    /// Refuses every key that is not known, and suggests the nearest that is.
    func refuseUnknown(known: [String], advice more: String = "") {
        for key in values.keys.sorted() where !known.contains(key) {
            let list = known.isEmpty ? "Nothing can be set here." : "Known: \(known.joined(separator: ", "))."
            let nearest = NearestWord.find(key, in: known).map { "Did you mean '\($0)'?" }
            faults.add(path(of: key), "there is no such key", nearest ?? list + more)
        }
    }

    func wrongType(_ path: String, _ value: ConfigurationValue, wanted: String, _ example: String) {
        faults.add(path, "here belongs \(wanted), and there is \(value.kind)", "Write it like \(example).")
    }

    private static func advice(forSecretAt path: String) -> String {
        "Name it: {env: \"\(envName(path))\"} for an environment variable, or"
            + " {credential: \"\(credentialName(path))\"} for a file in $CREDENTIALS_DIRECTORY."
            + " A secret that stood in a file should be replaced by a new one."
    }

    private static func isEnvName(_ text: String) -> String? {
        let letters = text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return letters && text.first?.isNumber == false ? text : nil
    }

    private static func isFileName(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
        // systemd allows no more, and a colon is in every Telegram token and in no sensible name.
        return isPlain && !text.contains(":") && text != "." && text != ".." && text.utf8.count < 256
            ? text : nil
    }

    /// A name to suggest: TELEGRAM_TOKEN for channels.telegram.token.
    private static func envName(_ path: String) -> String {
        credentialName(path).uppercased().replacing("-", with: "_")
    }

    private static func credentialName(_ path: String) -> String {
        let parts = path.prefix { $0 != "[" }.split(separator: ".").suffix(2)
        var name = ""
        for character in parts.joined(separator: "-") {
            if character.isUppercase { name.append("-") }
            name.append(contentsOf: character.lowercased())
        }
        return name
    }
}

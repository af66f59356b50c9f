import Engine

/// Puts a configured bot together. Made by the command line.
public struct Service: ServiceCommands {
    /// The version of the whole program.
    public static let version = "0.1.0"

    public init() {}

    public func serve(_ configuration: Configuration) async throws { throw Self.notThereYet("serve") }

    public func demo() async throws { throw Self.notThereYet("demo") }

    public func faults(in configuration: Configuration) async -> [ConfigurationFault] {
        let folder = configuration.promptsFolder ?? ShippedFolders.prompts
        guard let folder else { return [] }
        return Wording.check(folder: folder).faults.map { fault in
            ConfigurationFault(
                file: folder + "/" + fault.file, line: fault.line, problem: fault.what, advice: fault.advice)
        }
    }

    public func plugins(_ configuration: Configuration) async throws -> PluginReport {
        throw Self.notThereYet("plugins")
    }

    public func checkPrompts(folder: String) async throws -> PromptReport {
        let report = Wording.check(folder: folder)
        return PromptReport(
            folder: folder, languages: report.languages, count: report.prompts,
            faults: report.faults.map(\.description))
    }

    public func backup(_ configuration: Configuration, to path: String) async throws -> BackupReport {
        throw Self.notThereYet("backup")
    }

    public func restore(_ configuration: Configuration, from path: String) async throws -> RestoreReport {
        throw Self.notThereYet("restore")
    }

    private static func notThereYet(_ command: String) -> ServiceFault {
        ServiceFault("'\(command)' is not there yet", advice: "Use a later version.")
    }
}

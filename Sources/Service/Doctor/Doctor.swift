import CSystem
import Engine
import Foundation
import Sealing
import YouSaidKit

/// Looks at an installation that runs, or should, and says how each part is. Made for `yousaid doctor`; it changes
/// nothing, and needs the rights of the bot's own user.
struct Doctor: Sendable {
    /// What the machine says about itself; tests say it in its place.
    struct Machine: Sendable {
        var now: @Sendable () -> Moment = { Moment(Date()) }
        /// Whether something keeps the clock right; nil where nobody knows.
        var clockIsKept: @Sendable () -> Bool? = {
            let answer = csystem_clock_is_kept()
            return answer < 0 ? nil : answer == 1
        }
        var freeBytes: @Sendable (String) -> Int? = Disk.freeBytes
        /// Whether the font is there that charts are drawn with.
        var hasChartFont: @Sendable () -> Bool = { Engine.canDrawCharts }
        /// Why the system does not let keys be kept off the disk; nil where it does.
        var keyRefusal: @Sendable () -> String? = { KeyMemory.refusal }
        /// The folder that the program was installed in; nil where it runs from where it was built.
        var installed = ShippedFolders.installed
    }

    let configuration: Configuration
    let environment: [String: String]
    let machine: Machine

    init(_ configuration: Configuration, environment: [String: String], machine: Machine = Machine()) {
        self.configuration = configuration
        self.environment = environment
        self.machine = machine
    }

    /// Everything, in the order of ``Finding/Subject``.
    func findings() async -> [Finding] {
        var findings = program() + parts() + charts()
        findings += await running()
        findings += disk() + files() + store() + backup()
        findings += await telegram()
        let order = Dictionary(
            uniqueKeysWithValues: Finding.Subject.allCases.enumerated().map { ($1, $0) })
        // The order of what was found stays within one subject.
        return findings.enumerated().sorted {
            (order[$0.element.subject] ?? 0, $0.offset) < (order[$1.element.subject] ?? 0, $1.offset)
        }.map(\.element)
    }

    // MARK: The program

    /// After so many days somebody should see whether there is a newer Swift.
    static let oldAfterDays = 90

    private func program() -> [Finding] {
        guard let folder = machine.installed,
            let facts = try? FileManager.default.attributesOfItem(atPath: folder + "/MANIFEST"),
            let date = facts[.modificationDate] as? Date
        else { return [Finding(.program, .well, .version(Service.version))] }
        let days = Int((machine.now() - Moment(date)).components.seconds / 86_400)
        return [
            Finding(
                .program, days > Self.oldAfterDays ? .look : .well,
                .built(daysAgo: max(days, 0), version: Service.version))
        ]
    }

    /// Secrets, folders, plugins and words, as `yousaid check` looks at them.
    private func parts() -> [Finding] {
        let machineFaults = MachineCheck(configuration, environment: environment).foundFaults()
        let found = Assembling(configuration, environment: environment, log: { _ in }).find()
        var findings = (configuration.warnings + machineFaults + found.faults).map { fault in
            Finding(.configuration, fault.weight == .fault ? .bad : .look, .fault(fault.description))
        }
        if findings.isEmpty { findings.append(Finding(.configuration, .well, .fine)) }
        findings += found.refused.map { Finding(.plugins, .bad, .fault($0.description)) }
        if found.refused.isEmpty { findings.append(Finding(.plugins, .well, .plugins(found.loaded.count))) }
        if found.faults.isEmpty, let wording = found.wording {
            findings.append(Finding(.wording, .well, .prompts(wording.count, own: ownWords())))
        }
        return findings
    }

    private func ownWords() -> Int {
        guard let folder = configuration.promptsFolder,
            let files = FileManager.default.enumerator(atPath: folder)
        else { return 0 }
        return files.count { ($0 as? String)?.hasSuffix(".txt") == true }
    }

    // MARK: The machine

    /// Without a font everything is said in words, and nobody gets a picture of results.
    private func charts() -> [Finding] {
        let isThere = machine.hasChartFont()
        return [Finding(.charts, isThere ? .well : .look, isThere ? .fine : .noChartFont)]
    }

    /// With less than this the bot soon takes no messages.
    static let leastBytes = 200 << 20
    static let fewBytes = 2 << 30

    private func disk() -> [Finding] {
        guard let bytes = machine.freeBytes(configuration.data) else { return [] }
        let state: Finding.State = bytes < Self.leastBytes ? .bad : bytes < Self.fewBytes ? .look : .well
        return [Finding(.disk, state, .freeBytes(bytes))]
    }

    /// How far the clock may be off before timers come at the wrong minute.
    static let clockTolerance: Int64 = 10

    /// - Parameter date: the time as a platform has it, in an answer's head.
    func clock(against date: String?) -> [Finding] {
        if let date, let theirs = HTTPDate.read(date) {
            let off = (machine.now() - theirs).components.seconds
            if abs(off) > Self.clockTolerance {
                return [Finding(.clock, abs(off) > 60 ? .bad : .look, .clockOff(seconds: Int(off)))]
            }
        }
        let isKept = machine.clockIsKept() ?? true
        return [Finding(.clock, isKept ? .well : .look, isKept ? .fine : .clockNotKept)]
    }

    // MARK: Backups

    static let backupHours = 26

    private func backup() -> [Finding] {
        guard let last = LastBackup.read(in: configuration.data) else {
            return [Finding(.backup, .bad, .noBackup)]
        }
        guard FileManager.default.fileExists(atPath: last.path) else {
            return [Finding(.backup, .look, .backupGone(path: last.path))]
        }
        let hours = Int((machine.now() - last.moment).components.seconds / 3_600)
        let state: Finding.State = hours > 7 * 24 ? .bad : hours > Self.backupHours ? .look : .well
        return [Finding(.backup, state, .backup(hoursAgo: hours))]
    }
}

/// The form in which an HTTP answer says when it was made.
enum HTTPDate {
    /// Reads "Tue, 24 Nov 2026 14:51:40 GMT".
    static func read(_ text: String) -> Moment? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(of: parts[2])
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = calendar.date(
            from: DateComponents(
                year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2]))
        return date.map { Moment($0) }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

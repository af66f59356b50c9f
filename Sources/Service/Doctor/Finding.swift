import Engine

/// One thing that was looked at in a running installation, and how it is. Found by ``Doctor``; what it means and what
/// to do is said by ``FindingText``, for the command line, or by whoever shows it otherwise.
public struct Finding: Sendable, Hashable {
    /// How it is.
    public enum State: String, Sendable, Hashable, CaseIterable, Comparable {
        case well
        /// Somebody should look at it; the bot does its work.
        case look
        /// The bot does not do its work, or will not for long.
        case bad

        public static func < (left: State, right: State) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// What was looked at.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        case configuration, program, plugins, wording, charts, running, clock, disk, rights, key, database,
            journal,
            backup
        case telegram, webhook, timers, outbox, problems, restore, safeguarding
    }

    public let subject: Subject
    public let state: State
    public let fact: Fact

    init(_ subject: Subject, _ state: State, _ fact: Fact) {
        self.subject = subject
        self.state = state
        self.fact = fact
    }

    /// What was found. Nothing personal is in it, and no secret.
    public enum Fact: Sendable, Hashable {
        /// All is as it should be, and there is nothing more to say.
        case fine
        /// Something in the configuration or on the machine, as `yousaid check` says it.
        case fault(String)
        case version(String)
        /// How old the bundled Swift runtime is.
        case built(daysAgo: Int, version: String)
        case plugins(Int)
        case prompts(Int, own: Int)
        /// What `/readyz` said.
        case notReady([String])
        case notRunning
        /// Its socket is there, and this user may not ask.
        case mayNotAsk
        case clockOff(seconds: Int)
        case clockNotKept
        case freeBytes(Int)
        /// Pictures of results cannot be drawn.
        case noChartFont
        case openToOthers(path: String)
        case otherOwner(path: String)
        case wrongKey
        case keyBesideDatabase(path: String)
        /// An older key is named: how many pieces need it, and how many STOPs that are found with it alone.
        case olderKey(pieces: Int, stops: Int)
        /// The system does not let keys be locked in memory.
        case keysNotLocked(reason: String)
        case missing(path: String)
        case cannotRead(path: String, reason: String)
        case damaged(path: String)
        case cannotWrite(path: String)
        /// Lines of the journal are damaged, or not there any more.
        case damagedJournal(path: String)
        /// Something had been lost when the bot started.
        case lost(LossNote.Kind, daysAgo: Int)
        case noBackup
        case backup(hoursAgo: Int)
        case backupGone(path: String)
        case notReached(reason: String)
        case tokenRefused
        case webhook(pending: Int)
        case webhookMissing
        case webhookElsewhere
        case webhookFails(minutesAgo: Int, reason: String)
        case askedForMessages
        case late(count: Int, seconds: Int)
        case aside(count: Int)
        case waiting(count: Int)
        case undecided(count: Int)
        case failed(count: Int)
        case held
        /// No safeguarding lead would hear of somebody who may need help.
        case noLead
        /// The forum has not said how long worries are kept that a lead has finished.
        case worriesKept
    }
}

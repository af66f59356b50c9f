import Engine
import Foundation

/// Puts findings into words for whoever looks after the machine: what it is, and what to do. One sentence or two each.
public enum FindingText {
    /// What was found, and what to do about it; nil where there is nothing to do.
    public static func words(_ finding: Finding) -> (what: String, advice: String?) {
        switch finding.fact {
        case .fine: (fine(finding.subject), nil)
        case .fault(let text): (text, nil)
        case .version(let version): ("This is YouSaid \(version).", nil)
        case .built(let days, let version): built(days, version, finding.state)
        case .plugins(let count): (count == 1 ? "1 plugin is loaded." : "\(count) plugins are loaded.", nil)
        case .prompts(let count, let own):
            ("\(count) prompts are in order; \(own) files are the forum's own.", nil)
        case .notReady, .notRunning, .mayNotAsk: running(finding.fact)
        case .clockOff, .clockNotKept: clock(finding.fact)
        case .freeBytes(let bytes): disk(bytes, finding.state)
        case .openToOthers, .otherOwner, .wrongKey, .keyBesideDatabase, .olderKey, .keysNotLocked, .missing,
            .cannotRead, .damaged, .cannotWrite:
            files(finding.fact)
        case .damagedJournal(let path):
            (
                "The journal \(path) is damaged, or part of it is gone.",
                "Look at the disk, then restart the bot: it begins a new one with what the database knows."
            )
        case .lost(let kind, let days): lost(kind, days)
        case .noBackup, .backup, .backupGone: backup(finding.fact, finding.state)
        case .notReached, .tokenRefused, .webhook, .webhookMissing, .webhookElsewhere, .webhookFails,
            .askedForMessages:
            telegram(finding.fact, finding.state)
        case .late, .aside, .waiting, .undecided, .failed, .held: work(finding.fact, finding.subject)
        case .noChartFont:
            (
                "There is no font to draw charts with, so results go out in words and without pictures.",
                "As root, run: apt-get install fonts-dejavu-core. Then restart the bot."
            )
        case .worriesKept:
            (
                "Nobody has said how long finished worries are kept, so none is taken away.",
                "Ask the safeguarding leads what the forum's policy says, and write it: keep: { worries: \"…d\" }."
            )
        case .noLead:
            (
                "No safeguarding lead would hear of somebody who may need help.",
                "A lead says ON DUTY, or an organiser names one: INVITE safeguarding lead. See docs/operating.md."
            )
        }
    }

    private static func fine(_ subject: Finding.Subject) -> String {
        switch subject {
        case .configuration: "The configuration is in order."
        case .charts: "Charts can be drawn."
        case .running: "The bot runs and is ready."
        case .clock: "The clock is right."
        case .rights: "The data folder is the bot's alone."
        case .key: "The key opens what is sealed."
        case .database: "The database can be read."
        case .journal: "The journal is there and can be written."
        case .timers: "No timer is late."
        case .problems: "Nothing failed."
        case .restore: "Nothing is held back."
        case .safeguarding: "A safeguarding lead can be reached."
        case .program, .plugins, .wording, .disk, .backup, .telegram, .webhook, .outbox: "All is well."
        }
    }

    private static func built(
        _ days: Int, _ version: String, _ state: Finding.State
    ) -> (String, String?) {
        (
            "This is YouSaid \(version), built \(days) days ago.",
            state == .well
                ? nil
                : "Debian's updates do not reach the Swift runtime in its folder. Build and install it again with the"
                    + " newest Swift 6."
        )
    }

    private static func running(_ fact: Finding.Fact) -> (String, String?) {
        switch fact {
        case .notReady(let lines):
            (
                "The bot runs and is not ready: \(lines.joined(separator: "; ")).",
                "It tries again by itself. Look at the other findings, and at: journalctl -u yousaid"
            )
        case .mayNotAsk:
            (
                "This user may not ask the bot.",
                "Run this as the bot's own user, or as one of the group that 'consoleGroup' names."
            )
        default:
            (
                "The bot does not run.",
                "Start it with: systemctl start yousaid. Why it ended is in: journalctl -u yousaid"
            )
        }
    }

    private static func clock(_ fact: Finding.Fact) -> (String, String?) {
        guard case .clockOff(let seconds) = fact else {
            return (
                "Nothing keeps this machine's clock right.", "Run: timedatectl set-ntp true"
            )
        }
        return (
            "The clock is \(abs(seconds)) seconds \(seconds > 0 ? "ahead" : "behind").",
            "Timers run at the wrong time. Run: timedatectl set-ntp true"
        )
    }

    private static func disk(_ bytes: Int, _ state: Finding.State) -> (String, String?) {
        let room = ByteCountFormatStyle(style: .memory, locale: Locale(identifier: "en_GB")).format(
            Int64(bytes))
        return (
            "The data folder's disk has \(room) left.",
            state == .well
                ? nil : "Make room: without it the bot takes no messages. Nothing that it took is lost."
        )
    }

    private static func files(_ fact: Finding.Fact) -> (String, String?) {
        switch fact {
        case .openToOthers(let path):
            ("Others on this machine can read \(path).", "Run: chmod o-rwx,g-rwx '\(path)'")
        case .otherOwner(let path):
            (
                "\(path) belongs to another user than the data folder.",
                "Something was run as another user, often root. Run: chown --reference=\"$(dirname '\(path)')\" '\(path)'"
            )
        case .wrongKey:
            (
                "The sealing key does not open what is in the database.",
                "Put the key back that the bot had, from where you keep it."
            )
        case .keyBesideDatabase(let path):
            (
                "The key lies beside the database, in \(path).",
                "Keep a copy of it away from this machine. Better: name it as a credential with 'sealingKey'."
            )
        case .keysNotLocked(let reason):
            (
                "The system does not let keys be locked in memory: \(reason)."
                    + " When memory runs short, they may be written to the disk.",
                "Let the bot lock 8 MB: LimitMEMLOCK=8M in the unit, or ulimit -l 8192. Or switch swap off."
            )
        case .olderKey(let pieces, let stops) where pieces > 0:
            (
                "\(pieces) pieces are still sealed with an older key, and \(stops) STOPs need it.",
                "Stop the bot, run: yousaid rotate-keys, and start it again. Keep the older key until then."
            )
        case .olderKey(_, let stops) where stops > 0:
            (
                "\(stops) STOPs of people who have not written since a restore are found with an older key alone.",
                "Keep the older key named. Without it those people may get messages."
            )
        case .olderKey:
            (
                "An older key is named, and the database needs it no longer.",
                "Take it out of the configuration or the data folder. Keep it with the backups that it opens."
            )
        case .missing(let path): ("\(path) is not there.", "It is made at the bot's first start.")
        case .cannotRead(let path, let reason):
            ("\(path) cannot be read: \(reason).", "Run this as the bot's own user.")
        case .damaged(let path):
            (
                "\(path) is damaged.",
                "Stop the bot, look at the disk, and bring the last backup back: deploy/README.md, Restore."
            )
        case .cannotWrite(let path):
            (
                "\(path) cannot be written.",
                "Every STOP is noted there, so the bot takes no messages without it. See whose it is."
            )
        default: ("", nil)
        }
    }

    private static func lost(_ kind: LossNote.Kind, _ days: Int) -> (String, String?) {
        let ago = days == 0 ? "Today" : days == 1 ? "Yesterday" : "\(days) days ago"
        return switch kind {
        case .tables:
            (
                "\(ago) the end of the database's log was lost. STOPs and deletions were put right.",
                "Look at the disk. Ask the organisers what changed just before; PROBLEMS lists messages that may be lost."
            )
        case .lines:
            (
                "\(ago) lines of the journal were damaged or missing. A new one has what the database knew.",
                "Look at the disk. Make a backup today: an older one may bring back who said STOP or was deleted."
            )
        case .journal:
            (
                "\(ago) there was no journal. A new one has what the database knew.",
                "See who took it away. Make a backup today: an older one may bring back who was deleted."
            )
        }
    }

    private static func backup(_ fact: Finding.Fact, _ state: Finding.State) -> (String, String?) {
        let advice = "See: systemctl status yousaid-backup.timer yousaid-backup.service"
        return switch fact {
        case .backup(let hours):
            ("The last backup is \(hours) hours old.", state == .well ? nil : advice)
        case .backupGone(let path):
            ("The last backup, \(path), is not there any more.", "See where your backups went. \(advice)")
        default: ("There has been no backup.", "Set up the nightly one. \(advice)")
        }
    }

    private static func telegram(_ fact: Finding.Fact, _ state: Finding.State) -> (String, String?) {
        switch fact {
        case .notReached(let reason):
            (
                "Telegram cannot be reached: \(reason).",
                "Look at this machine's network, its names (DNS), and 'proxy' in the configuration."
            )
        case .tokenRefused:
            ("Telegram refuses the token.", "Copy it again from BotFather into the credential, and restart.")
        case .webhookMissing:
            ("Telegram has no webhook for this bot.", "Restart the bot: it sets the webhook when it starts.")
        case .webhookElsewhere:
            (
                "Telegram delivers to another address than 'publicURL' says.",
                "Another copy of this bot may be running. Stop it, then restart this one."
            )
        case .webhookFails(let minutes, let reason):
            (
                "Telegram could not deliver \(minutes) minutes ago: \(reason).",
                "Look at the reverse proxy, its certificate, and the name of 'publicURL'."
            )
        case .webhook(let pending):
            (
                "Telegram delivers to this bot; \(pending) updates wait.",
                state == .well
                    ? nil : "They come by themselves once it can deliver. Look at the reverse proxy."
            )
        case .askedForMessages: ("Telegram can be reached; the bot asks it for messages.", nil)
        default: ("", nil)
        }
    }

    private static func work(_ fact: Finding.Fact, _ subject: Finding.Subject) -> (String, String?) {
        switch fact {
        case .late(let count, let seconds) where subject == .timers:
            (
                "\(count) timers are late, the oldest by \(seconds) seconds.",
                "They run as soon as the bot does. Look whether it runs and whether its plugins are loaded."
            )
        case .late(let count, let seconds):
            (
                "\(count) messages wait to go out, the oldest for \(seconds) seconds.",
                "Look at the platform and the network. Nothing is lost: they go out when it answers."
            )
        case .aside(let count):
            (
                "\(count) timers were set aside after failing.",
                "Say PROBLEMS to the bot; after mending, REPLAY."
            )
        case .waiting(let count): ("\(count) messages wait to go out; none is late.", nil)
        case .undecided(let count):
            (
                "Nobody knows whether \(count) messages arrived.",
                "An organiser says PROBLEMS, then SEND AGAIN or LET GO."
            )
        case .failed(let count):
            (
                "\(count) messages that came in could not be handled.",
                "Say PROBLEMS to the bot. After mending what failed, say REPLAY."
            )
        case .held:
            (
                "The bot is held after a restore: nothing goes out.",
                "Look at PROBLEMS, then an organiser says RELEASE."
            )
        default: ("", nil)
        }
    }
}

import YouSaidKit

extension Engine {
    /// What the core itself keeps: its tables, and what lies beside the database. Printed by `yousaid data-map`.
    /// - Parameter keepFailed: how long a message that could not be handled is kept, in words: "30 days".
    public static func keeps(keepFailed: String) -> [Kept] {
        people + LiveList.keeps + messages(keepFailed: keepFailed) + safety + questions + running
            + besideTheDatabase
    }

    private static let safety = [
        Kept(
            "core_concern",
            "that a message may tell of harm, what kind, when, who has it in hand; of whom it tells is sealed",
            isPersonal: true, why: "so that a safeguarding lead looks at it, whoever leaves meanwhile",
            until:
                "a lead has finished it, and as long after as the forum has decided (keep: { worries: … }); where it"
                + " has not, the bot takes none away. After DELETE ME nothing that tells who it was stays of a finished one",
            seenBy: "safeguarding leads"),
        Kept(
            "core_concern_words", "what was said in a worry, by the person and by leads, sealed",
            isPersonal: true, why: "so that a safeguarding lead can read what was said",
            until: "as above; of a false alarm \(days(Cleaning.falseAlarmsKept)) after a lead said so",
            seenBy: "safeguarding leads"),
        Kept(
            "core_concern_about", "which safeguarding lead a worry may be about, and is kept out of it",
            isPersonal: true, why: "so that nobody looks after a worry about themself",
            until: "as above, or the lead leaves", seenBy: "the other safeguarding leads"),
        Kept(
            "core_piece", "the last few messages of somebody, sealed", isPersonal: true,
            why: "because a worry may come in several messages that tell of harm only together",
            until:
                "the next hour's cleaning after \(Pieces.span.components.seconds / 60) minutes; at once where one"
                + " of them counts as a secret answer",
            seenBy: "nobody"),
        Kept(
            "core_off_duty", "which safeguarding leads are not on duty now", isPersonal: true,
            why: "so that somebody is told who is there", until: "they are on duty again",
            seenBy: "safeguarding leads"),
    ]

    private static let people = [
        Kept(
            "core_member",
            "who belongs to the forum: a name if they gave one, their roles, their language and wording; their age"
                + " band, never a date of birth, what they said yes to last, and what they want no messages about; how"
                + " they like to be written to, and how many messages they got this week",
            isPersonal: true,
            why: "to know who may answer and who runs the forum, and how each likes to read",
            until: "the person says DELETE ME",
            seenBy: "the person; organisers see names only where a plugin says so"),
        Kept(
            "core_contact",
            "how somebody is reached: the app, and their address in it, sealed; whether they said STOP or cannot"
                + " be reached; which one they chose for messages",
            isPersonal: true, why: "to answer, to send what was asked for, and to keep to a STOP",
            until: "the person says DELETE ME, or takes it away with UNLINK", seenBy: "nobody"),
        Kept(
            "core_link", "a code with which somebody links another phone or app, scrambled", isPersonal: true,
            why: "so that nobody is linked without a code from the first phone",
            until: "it is used or runs out, \(ContactLinks.codeSpan.components.seconds / 60) minutes at most",
            seenBy: "the person, once"),
        Kept(
            "core_wrong_code", "how many wrong codes came from an address, scrambled", isPersonal: true,
            why: "so that nobody guesses a code", until: "the next hour's cleaning after an hour",
            seenBy: "nobody"),
        Kept(
            "core_request", "who wants to join and waits for an organiser: their address, sealed",
            isPersonal: true, why: "to tell them the answer",
            until: "an organiser answers, \(days(Cleaning.requestsKept)) at most", seenBy: "nobody",
            keeps: period(Cleaning.requestsKept, "made")),
        Kept(
            "core_invitation",
            "codes with which one person can join or get a role, scrambled, and which organiser made them",
            isPersonal: true, why: "so that a code works once", until: "it is used or runs out",
            seenBy: "whoever asked for the code, once"),
        Kept(
            "core_role_change", "that a role waits for a second person to agree, by number",
            isPersonal: true,
            why: "so that no organiser alone makes another, or a safeguarding lead",
            until: "one of them answers, \(days(RoleChangeBook.span)) at most",
            seenBy: "the organisers who are asked, and the leads for a lead"),
        Kept(
            "core_leaving", "who said DELETE ME and when it will be done", isPersonal: true,
            why: "to give them a day for a change of mind", until: "it is done, or they say KEEP ME",
            seenBy: "the person"),
        Kept(
            "core_cleaned", "how many rows of which table time took away, by day", isPersonal: false,
            why: "to show that nothing is kept too long", until: "\(days(Cleaning.reportsKept)) have gone by",
            seenBy: "organisers", keeps: period(Cleaning.reportsKept, "day")),
        Kept(
            "core_erasure",
            "on which day somebody was deleted, and how many rows of which table, but for what they were asked,"
                + " answered and told; nothing says who it was",
            isPersonal: false, why: "to show that it was done", until: "the forum ends", seenBy: "organisers"),
        Kept(
            "core_page_link", "links that show one person a private page once: whose they are, scrambled",
            isPersonal: true, why: "so that a link works once, and for a short time",
            until: "it runs out, mostly after 24 hours", seenBy: "the person whom it was sent to"),
        Kept(
            "core_imported", "that somebody stands on a list from another place, and with which roles",
            isPersonal: true,
            why: "so that they are asked before they take part, and get their role with their yes",
            until: "they say yes, or DELETE ME", seenBy: "nobody"),
        Kept(
            "core_audit",
            "what organisers and others with a task did and when, and who agreed or speaks for whom, by number and"
                + " without words; nothing that members do for themselves",
            isPersonal: true, why: "to be able to say later who did what",
            until: "the forum ends; after DELETE ME the number leads to nobody",
            seenBy: "organisers, with AUDIT, and whoever looks after the machine; never whom a worry is about"
        ),
    ]

    private static func messages(keepFailed: String) -> [Kept] {
        [
            Kept(
                "core_event",
                "that a message came in, by the platform's number and day; where it could not be handled also the"
                    + " time and the message itself, sealed",
                isPersonal: true,
                why: "so that nothing counts twice, and so that what failed can be tried again",
                until: "\(days(Cleaning.eventsKept)) have gone by; a message that failed, \(keepFailed)",
                seenBy: "nobody; organisers see how many failed and why"),
            Kept(
                "core_outgoing",
                "what the bot says to whom: the words and the address, sealed; once sent only that it was sent",
                isPersonal: true, why: "so that no message is lost and none goes twice",
                until:
                    "words go when they are sent; the rest after \(days(Cleaning.messagesKept)); what may not"
                    + " have arrived, when an organiser decides",
                seenBy: "the person it is for", keeps: period(Cleaning.messagesKept, "id")),
            Kept(
                "core_attachment",
                "that somebody sent a voice note, a picture or a file, and what the app fetches it by, sealed; not the"
                    + " thing itself, which is fetched from the app for a moment when somebody uses their link",
                isPersonal: true, why: "so that an organiser can listen or look, and put in an answer",
                until: "an organiser has listened, and \(days(Cleaning.attachmentsKept)) have gone by",
                seenBy: "organisers; the safeguarding leads alone where it may tell of harm"),
            Kept(
                "core_unreached", "whom an urgent message did not reach", isPersonal: true,
                why: "so that an organiser can ring them", until: "the organisers were told, some minutes",
                seenBy: "organisers, with the preferred name"),
            Kept(
                "core_broadcast",
                "a note or a question for a whole group, with its words; how many got it, and when the first and"
                    + " the last",
                isPersonal: false,
                why: "to send it to everybody, also after an interruption",
                until: "\(days(Cleaning.messagesKept)) after it went out", seenBy: "the group it is for",
                keeps: period(Cleaning.messagesKept, "done")),
        ]
    }

    private static let questions = [
        Kept(
            "core_question", "the words and choices of what the bot asked", isPersonal: false,
            why: "to understand the answers", until: "\(days(Cleaning.questionsKept)) after it was closed",
            seenBy: "those who were asked", keeps: period(Cleaning.questionsKept, "closed")),
        Kept(
            "core_asked",
            "who was asked what, and whether they have answered; not what they answered. Of a secret question"
                + " nothing of who has answered is left once it is closed",
            isPersonal: true, why: "to understand an answer, and to count how many were asked",
            until: "\(days(Cleaning.questionsKept)) after the question was closed, or DELETE ME",
            seenBy: "organisers see how many"),
    ]

    private static let running = [
        Kept(
            "core_vault",
            "which secret things have a key of their own, by number, and whether that key was destroyed; not the key",
            isPersonal: false, why: "so that a destroyed key never comes back", until: "the forum ends",
            seenBy: "nobody"),
        Kept(
            "core_timer", "what a plugin wants to do at a certain time", isPersonal: false,
            why: "to do it then, also after a restart", until: "it is done", seenBy: "nobody"),
        Kept(
            "core_fact",
            "facts about the database, such as that it was restored; scrambled addresses of people who said STOP"
                + " before they were known",
            isPersonal: true, why: "to keep to a STOP after a restore", until: "it is needed no longer",
            seenBy: "nobody"),
        Kept(
            "core_migration", "which steps the tables have been through", isPersonal: false,
            why: "to bring an older database up to date", until: "the forum ends", seenBy: "nobody"),
    ]

    private static let besideTheDatabase = [
        Kept(
            "vaults",
            "the keys of secret things, such as the votes of an anonymous poll; never in a backup",
            isPersonal: true,
            why: "so that secret answers cannot be read in any copy of the database once they are counted",
            until: "the secret thing ends, such as when its poll is closed", seenBy: "nobody"),
        Kept(
            "journal/journal.log",
            "every STOP, START and DELETE ME, and which messages were sent, by number and scrambled address",
            isPersonal: true,
            why: "so that a restored backup brings nobody back and sends nothing twice",
            until: "the forum ends; what was sent, \(days(Cleaning.oldestBackup)) after it grew large",
            seenBy: "nobody"),
        Kept(
            "journal/journal.log.damaged-…", "a journal as it was when part of it could not be read",
            isPersonal: true, why: "so that somebody can look for what was lost",
            until: "whoever looks after the machine deletes it", seenBy: "nobody"),
        Kept(
            "yousaid.db.before-restore-…", "the whole database as it was before a backup was brought back",
            isPersonal: true, why: "in case the wrong backup was taken",
            until: "whoever looks after the machine deletes it", seenBy: "nobody through the bot"),
        Kept(
            "backups", "copies of the whole database; addresses and messages in them stay sealed",
            isPersonal: true, why: "so that nothing is lost when a machine breaks",
            until: "as many nights have gone by as --keep says", seenBy: "nobody through the bot"),
        Kept(
            "log", "starts, stops and faults, by plugin and channel; no words, names or addresses",
            isPersonal: false, why: "to find out what went wrong",
            until: "the machine's own rule for its log ends it", seenBy: "whoever looks after the machine"),
    ]

    private static func period(_ span: Duration, _ column: String) -> Retention {
        .days(Int(span.components.seconds / 86_400), since: column)
    }

    private static func days(_ span: Duration) -> String { "\(span.components.seconds / 86_400) days" }
}

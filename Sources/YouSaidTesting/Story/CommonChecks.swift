import YouSaidKit

/// What must be true in every forum, whatever its plugins are.
enum CommonChecks {
    static var all: [any StoryCheck] {
        [Rule(people), Rule(stops), Rule(erasures), Rule(timers), Rule(held), Rule(mailings)]
    }

    /// Whoever joined is known, by the same number, and nobody else is.
    private static func people(_ world: StoryWorld) throws {
        for person in world.people {
            try checkSecond(person, world)
            // Where they are now the bot does not know yet.
            if person.isAway { continue }
            let known = try world.forum.known(world.phone(of: person))?.id.rawValue
            if known != person.id {
                world.fail(
                    "\(person.name) should be \(person.isMember ? "a member" : "nobody"), and is "
                        + (known == nil ? "nobody" : "a member"))
            }
        }
    }

    /// A second phone is known as theirs, or as nobody's.
    private static func checkSecond(_ person: StoryPerson, _ world: StoryWorld) throws {
        guard person.hadSecond else { return }
        let known = try world.forum.known(world.secondPhone(of: person))?.id.rawValue
        if known != (person.link == nil ? nil : person.id) {
            world.fail(
                "the second phone of \(person.name) should be \(person.link == nil ? "nobody's" : "theirs")")
        }
    }

    /// Nobody who said STOP gets anything but direct answers, and what keeps somebody safe.
    private static func stops(_ world: StoryWorld) throws {
        let mixed = try world.number(
            """
            SELECT COUNT(*) FROM (SELECT member FROM core_contact WHERE member IS NOT NULL
                GROUP BY member HAVING COUNT(stopped) > 0 AND COUNT(stopped) < COUNT(*)) m
            """)
        if mixed > 0 { world.fail("the phones of somebody do not share one STOP") }
        for person in world.people {
            guard person.isStopped || person.leavesAt != nil else {
                world.noticesAtStop[person.index] = nil
                continue
            }
            let notices = world.phones(of: person).flatMap(\.messages).count {
                $0.kind != .reply && $0.kind != .safeguarding
            }
            if notices > world.noticesAtStop[person.index, default: notices] {
                world.fail("\(person.name) said \(person.isStopped ? "STOP" : "DELETE ME") and got a message")
            }
            world.noticesAtStop[person.index] = notices
        }
    }

    /// Whoever was erased is in no table, but for the audit, which is never changed, and for a worry that no lead has
    /// finished.
    private static func erasures(_ world: StoryWorld) throws {
        let erased = world.erased
        guard !erased.isEmpty else { return }
        let list = erased.sorted().map(String.init).joined(separator: ", ")
        for table in try world.forum.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'") {
            let (name, sql): (String, String) = (try table[0], try table[1])
            guard name != "core_audit" else { continue }
            for column in ["member", "author"] where sql.contains(" \(column) BIGINT") {
                let finished = "SELECT id FROM core_concern WHERE state = 2"
                let others =
                    switch name {
                    case "core_concern": " AND state = 2"
                    case "core_attachment": " AND (concern IS NULL OR concern IN (\(finished)))"
                    default: ""
                    }
                if try world.number("SELECT COUNT(*) FROM \(name) WHERE \(column) IN (\(list))\(others)") > 0
                {
                    world.fail("somebody who was erased is in \(name)")
                }
            }
        }
        if try world.number("SELECT COUNT(*) FROM core_member WHERE id IN (\(list))") > 0 {
            world.fail("somebody who was erased is a member")
        }
        let orphans = try world.number(
            """
            SELECT COUNT(*) FROM core_outgoing
            WHERE contact IS NOT NULL AND contact NOT IN (SELECT id FROM core_contact)
            """)
        if orphans > 0 { world.fail("messages are kept for somebody who was erased") }
    }

    /// Nothing that was due is left.
    private static func timers(_ world: StoryWorld) throws {
        let now = world.forum.now.milliseconds
        if try world.number("SELECT COUNT(*) FROM core_timer WHERE due <= \(now)") > 0 {
            world.fail("a timer is due and did not run")
        }
        if try world.number("SELECT COUNT(*) FROM core_timer WHERE aside = 1") > 0 {
            world.fail("a timer was set aside")
        }
        if try world.number("SELECT COUNT(*) FROM core_event WHERE state <> 0") > 0 {
            world.fail("an event failed or was set aside")
        }
        if try world.number("SELECT COUNT(*) FROM core_broadcast WHERE done IS NULL") > 0 {
            world.fail("a broadcast was not written out")
        }
        if !world.isHeld,
            try world.number("SELECT COUNT(*) FROM core_outgoing WHERE state = 0 AND due <= \(now)") > 0
        {
            world.fail("a message is due and did not go")
        }
    }

    /// After a restore nothing reaches anybody before an organiser releases it.
    private static func held(_ world: StoryWorld) {
        guard world.isHeld, let before = world.shownWhenHeld, world.shown > before else { return }
        world.fail("a message went out before an organiser released it")
    }

    private static func mailings(_ world: StoryWorld) throws {
        let isSettled = try !world.isHeld && !world.hasPending
        for index in world.mailings.indices { world.mailings[index].check(world, isSettled: isSettled) }
    }
}

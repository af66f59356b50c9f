/// One event being handled: what came, who it came from, and what should happen because of it.
///
/// A turn is one transaction. Nothing that is said here is sent before everything is stored.
///
/// ```swift
/// let member = try turn.requireMember()
/// try turn.database.run(
///     "INSERT INTO tea_cup (id, member) VALUES ($1, $2)", turn.newID(), member.id)
/// turn.reply("tea-comes", ["forum": .text(turn.forum.name)])
/// turn.wake("cold", at: turn.now + .minutes(20))
/// ```
/// A turn belongs to the call that it was given to. It is not kept, and not handed to another thread.
public final class Turn {
    /// The plugin whose turn it is.
    public let plugin: String
    /// The moment at which the turn began. Plugins read no other clock.
    public let now: Moment
    /// The forum that the bot serves.
    public let forum: Forum
    /// The member whose turn it is; nil where somebody writes who has not joined, or where a timer began it.
    public let member: Member?
    /// The supporter or parent who speaks for the member in this turn; nil where they speak for themself. What is
    /// said and answered is the member's own and counts once, as theirs; where it is shown, say that it was said for
    /// them.
    public let speaker: Member?
    /// The tables. The plugin touches only its own, whose names start with its id.
    public let database: any Database
    /// The forum's list of people.
    public let people: any People
    /// What the configuration says for this plugin.
    public let settings: Settings
    /// The languages that there are words in.
    public let languages: [Language]

    private let makeID: () -> Int64
    let render: (Prompt) throws -> String
    private let advise: (String, [String]) -> [Prompt]
    private let openVault: (String) throws -> any Vault
    private let show: (Question, WordingForm, Bool) throws -> String
    private let makeLink: (() -> (token: String, url: String))?

    /// What should happen, in order.
    @_spi(Host) public private(set) var effects: [Effect] = []

    /// Made by the host for each event.
    @_spi(Host) public init(
        plugin: String, now: Moment, forum: Forum, member: Member?, speaker: Member? = nil,
        database: any Database,
        people: any People,
        settings: Settings, languages: [Language], makeID: @escaping () -> Int64,
        render: @escaping (Prompt) throws -> String,
        advise: @escaping (String, [String]) -> [Prompt],
        openVault: @escaping (String) throws -> any Vault,
        show: @escaping (Question, WordingForm, Bool) throws -> String,
        makeLink: (() -> (token: String, url: String))? = nil
    ) {
        self.makeLink = makeLink
        self.plugin = plugin
        self.now = now
        self.forum = forum
        self.member = member
        self.speaker = speaker
        self.database = database
        self.people = people
        self.settings = settings
        self.languages = languages
        self.makeID = makeID
        self.render = render
        self.advise = advise
        self.openVault = openVault
        self.show = show
    }

    /// The member whose turn it is.
    /// - Throws: ``PeopleError/notAMember`` where there is none.
    public func requireMember() throws -> Member {
        guard let member else { throw PeopleError.notAMember }
        return member
    }

    /// A new number for a row of the plugin's own. Numbers grow and are never reused.
    public func newID() -> Int64 { makeID() }

    // MARK: Saying

    /// Answers whoever began the turn, with words from one prompt.
    public func reply(_ name: String, _ values: [String: PromptValue] = [:]) {
        reply(Prompt(name, values))
    }

    /// Answers whoever began the turn, in paragraphs.
    public func reply(_ paragraphs: Prompt...) {
        reply(paragraphs)
    }

    /// Answers whoever began the turn, in as many paragraphs as there are.
    /// - Parameters:
    ///   - paragraphs: its words; between two of them is an empty line.
    ///   - chart: numbers to be seen as bars, where the platform shows pictures.
    public func reply(_ paragraphs: [Prompt], chart: Chart? = nil) {
        record(.say(Message(paragraphs: paragraphs, kind: .reply, chart: chart).owned(by: plugin), to: nil))
    }

    /// Answers whoever began the turn with words that must not outlive a vault, such as a secret answer said back to
    /// the person who gave it. Until it is delivered it is sealed in the vault; afterwards nothing tells who got it.
    /// - Parameters:
    ///   - paragraphs: its words; between two of them is an empty line.
    ///   - vault: the name of one of the plugin's vaults. Where that is destroyed first, the words are never sent.
    public func reply(_ paragraphs: [Prompt], sealedIn vault: String) {
        let message = Message(paragraphs: paragraphs, kind: .reply).sealed(in: vault)
        record(.say(message.owned(by: plugin), to: nil))
    }

    /// Says something to one member.
    public func say(_ message: Message, to member: Member.ID) {
        record(.say(message.owned(by: plugin), to: member))
    }

    /// Says something to somebody who asked to join.
    public func say(_ message: Message, to request: JoinRequest.ID) {
        record(.sayToRequest(message.owned(by: plugin), request))
    }

    /// Says something to each member of a group. Big groups are written in pages, which goes on after a crash.
    public func broadcast(_ message: Message, to group: Group) {
        record(.tell(message.owned(by: plugin), group, id: makeID()))
    }

    /// Hands voice notes, pictures and files that came with this turn's message to everybody with a role, to listen
    /// to and look at.
    ///
    /// ```swift
    /// if !answer.attachments.isEmpty {
    ///     turn.pass(answer.attachments, to: .organiser, about: Prompt("somebody-says", ["poll": "Which day?"]))
    ///     turn.reply("passed-on")
    /// }
    /// ```
    /// Those who use the same app get the thing itself; others are told where they can get it. What it is fetched by
    /// stays sealed while it waits, and goes when the person who sent it is erased. A place on the map and
    /// somebody's number are never handed on. Nothing happens where there is nothing to hand on.
    /// - Parameters:
    ///   - attachments: what came with the message.
    ///   - role: who gets it.
    ///   - about: words that say what it is, in paragraphs.
    public func pass(_ attachments: [Attachment], to role: Role, about: Prompt...) {
        record(.pass(attachments, to: role, Message(paragraphs: about).owned(by: plugin)))
    }

    /// The words of a prompt, as the person of this turn reads them. For what becomes part of other words, such
    /// as a choice's label; whole messages go out with ``reply(_:_:)`` or ``say(_:to:)-(_,Member.ID)``.
    /// - Throws: where the prompt is missing or has other placeholders.
    public func words(_ name: String, _ values: [String: PromptValue] = [:]) throws -> String {
        try render(Prompt(name, values).owned(by: plugin))
    }

    /// Advice on words that somebody wrote for others to read: what could be easier, with what to write in its
    /// place where that can be said. At most 3 pieces, the most useful first; none where all is well. Show them in
    /// a preview. It is advice and never a wall: people may send what they wrote.
    /// - Parameters:
    ///   - text: what somebody wrote.
    ///   - choices: the labels that people will choose from.
    public func advice(on text: String, choices: [String] = []) -> [Prompt] { advise(text, choices) }

    /// A question exactly as people will see it, for a preview: with everything that stands below the words.
    /// - Parameters:
    ///   - question: what is going to be asked.
    ///   - form: the wording of whoever reads it.
    ///   - hasButtons: false for a phone that only knows text, where answers are numbered; otherwise each button stands
    ///     in brackets on a line of its own.
    /// - Throws: where a prompt is missing or has other placeholders.
    public func preview(_ question: Question, in form: WordingForm, hasButtons: Bool) throws -> String {
        try show(question.owned(by: plugin), form, hasButtons)
    }

    // MARK: Private pages

    /// Gives the member of this turn a private page: a one-time link to it, or where the forum has no address on the
    /// web what stands on it, in messages.
    /// - Parameters:
    ///   - page: the page. The plugin writes it in ``Plugin/write(_:to:from:)``.
    ///   - words: what is said with it.
    ///   - span: how long the link can be used.
    /// - Throws: ``PeopleError/notAMember``.
    public func give(_ page: PrivatePage, saying words: Prompt, validFor span: Duration = .hours(24)) throws {
        let member = try requireMember()
        if let link = link(to: page, for: member.id, validFor: span) {
            let message = Message(words, kind: .reply, link: link)
            record(.say(message.owned(by: plugin), to: nil))
        } else {
            reply(words)
            record(.sayPage(page.owned(by: plugin)))
        }
    }

    /// A one-time link to a private page, for a message to one person: whoever opens it first has it. A message to a
    /// group must not have one.
    /// - Parameters:
    ///   - page: the page. Its title is what people read in place of the link.
    ///   - member: whom it is for.
    ///   - span: how long it can be used.
    /// - Returns: the link; nil where the forum has no address on the web.
    public func link(to page: PrivatePage, for member: Member.ID, validFor span: Duration) -> Link? {
        guard let made = makeLink?() else { return nil }
        record(
            .keepLink(page.owned(by: plugin), token: made.token, for: member, until: now + span))
        return Link(label: page.title, url: made.url)
    }

    // MARK: Asking

    /// Asks whoever began the turn.
    /// - Returns: the question, by which it can be closed.
    @discardableResult public func ask(_ question: Question) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.ask(question.owned(by: plugin), id: id, to: nil))
        return id
    }

    /// Asks one member.
    @discardableResult public func ask(_ question: Question, to member: Member.ID) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.ask(question.owned(by: plugin), id: id, to: member))
        return id
    }

    /// Asks each member of a group the same question. It is one question: close it once and it is closed for all.
    @discardableResult public func ask(_ question: Question, to group: Group) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.askGroup(question.owned(by: plugin), group, id: id))
        return id
    }

    /// Makes a question that nobody is asked yet: for somebody to be asked with ``ask(again:saying:chosen:)``, or a
    /// group with ``ask(again:to:saying:)``. It is one question for all who are asked it.
    public func prepare(_ question: Question) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.prepare(question.owned(by: plugin), id: id))
        return id
    }

    /// Asks whoever began the turn a question that is there: one that was prepared, one that they missed, left or
    /// answered, or one from before they joined. What they answered stays until they answer again, and what they write
    /// next is taken for this question first. Nothing happens where it is closed.
    /// - Parameters:
    ///   - question: the question.
    ///   - words: words that come before it in the same message.
    ///   - chosen: the ids of choices that are shown as chosen on its buttons.
    public func ask(again question: Question.ID, saying words: Prompt? = nil, chosen: Set<String> = []) {
        record(.askAgain(question, saying: words?.owned(by: plugin), chosen: chosen))
    }

    /// Opens a question that is there for whoever began the turn, and says other words in its place: what they write next
    /// comes to the plugin as an answer to it. In a poll whose answers are secret, whoever has something to add
    /// must not be told from whoever has gone on to the next question: so both leave the same traces.
    /// - Parameters:
    ///   - question: the question, which is not shown yet. Ask it with ``ask(again:saying:chosen:)`` later.
    ///   - words: what is said.
    public func open(_ question: Question.ID, saying words: Prompt) {
        record(.sayAsIfAsking(question, words.owned(by: plugin)))
    }

    /// Says that what came is no answer to a question with ``Question/hearsOtherWords``: the person is then asked kindly
    /// what they mean, as with any other question. Say nothing else in the turn.
    public func unclear() { record(.unclear) }

    /// Asks each member of a group a question that is there: one that was prepared, or once more those who have not
    /// answered, ``Group/unanswered(_:)``. What somebody answered stays. Where it has not gone out to everybody yet, as in
    /// quiet hours, it is not asked once more: nobody is reminded of what they have not seen.
    /// - Parameters:
    ///   - question: the question.
    ///   - group: who is asked.
    ///   - words: words that come before it in the same message.
    public func ask(again question: Question.ID, to group: Group, saying words: Prompt? = nil) {
        record(.askGroupAgain(question, group, saying: words?.owned(by: plugin)))
    }

    /// Corrects the words of a question that is there, for everybody who is asked from now on. Whoever has been asked
    /// keeps what they have on their screen: choices stay in their number and order.
    public func correct(_ id: Question.ID, to question: Question) {
        record(.correct(id, question.owned(by: plugin)))
    }

    /// Ends a question for whoever began the turn, without an answer. Asked again it is open again.
    public func leave(_ question: Question.ID) {
        record(.leave(question))
    }

    /// Opens a question again for whoever began the turn, as if they had not answered it: what came was no answer, or
    /// nothing is left of theirs. What they write next is taken for it. Nothing happens where it was not answered.
    public func reopen(_ question: Question.ID) {
        record(.reopen(question))
    }

    /// Shows these choices as chosen on the buttons that were pressed, in place of the one that was pressed.
    /// - Parameter chosen: the ids of the choices.
    public func mark(_ chosen: Set<String>) {
        record(.mark(chosen))
    }

    /// Yes and No, with the other words that people use for them, in the words of the person of this turn.
    /// ``Answer/isYes`` tells which it was.
    /// - Throws: where the core's prompts for them are missing.
    public func yesAndNo() throws -> [Choice] {
        func choice(_ name: String) throws -> Choice {
            let others = try render(Prompt(name + "-words", plugin: "core"))
            let words = others.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
            return Choice(name, label: try render(Prompt(name, plugin: "core")), words: words)
        }
        return [try choice("yes"), try choice("no")]
    }

    /// Closes a question: an answer that comes now is told kindly that it is too late.
    public func close(_ question: Question.ID) {
        record(.closeQuestion(question))
    }

    // MARK: Later

    /// Sets a timer, or moves the one with the same key. It comes back in ``Plugin/wake(_:in:)``.
    ///
    /// A timer that sets itself again in its own turn, under the same key, goes on even after a backup was brought
    /// back; its data is then as it was in the backup. Set in any other turn since the backup, it is lost with it. A
    /// timer that had its turn has it no second time, though what the turn wrote down is lost: give each thing that
    /// is said once a timer of its own, and it is not said again.
    public func wake(_ key: String, at due: Moment, data: [String: String] = [:]) {
        record(.setTimer(key: key, due: due, local: nil, data: data))
    }

    /// Sets a timer for a time on the wall, which stays right when the clocks change.
    ///
    /// ```swift
    /// let today = try LocalTime(turn.now, zone: turn.forum.timeZone)
    /// let evening = LocalTime(
    ///     year: today.year, month: today.month, day: today.day, hour: 18, minute: 0, zone: today.zone)
    /// try turn.wake("evening", at: evening, data: ["room": "2"])
    /// ```
    /// - Throws: ``TimeError``.
    public func wake(_ key: String, at time: LocalTime, data: [String: String] = [:]) throws {
        record(.setTimer(key: key, due: try time.moment(), local: time, data: data))
    }

    /// Takes a timer back. Nothing happens where there is none.
    public func cancelWake(_ key: String) {
        record(.cancelTimer(key: key))
    }

    // MARK: Secrets

    /// One of the plugin's vaults: a key of its own, beside the database and never in a backup, with which
    /// things are kept so that they can be made unreadable for good. It is made where there is none.
    /// - Parameter name: letters in lower case, figures and hyphens, 60 at most; no other plugin's vault has it. A
    ///   name that was destroyed is not used again.
    /// - Throws: ``VaultError/gone`` where it was destroyed, or its key stayed on another machine;
    ///   ``VaultError/badName``; ``DatabaseError`` where the key cannot be stored or read.
    public func vault(_ name: String) throws -> any Vault { try openVault(name) }

    /// Destroys the key of one of the plugin's vaults once the turn is stored, and takes back what waits to be sent
    /// out of it. What was sealed in it is lost for good, also in backups that were made before.
    /// - Parameter name: the vault's name. Nothing happens where there is none.
    public func destroyVault(_ name: String) {
        record(.destroyVault(name))
    }

    // MARK: Telling the rest of the bot

    /// Tells the other plugins. Each hears it in a turn of its own, after this one.
    public func publish(_ name: String, _ data: [String: String] = [:]) {
        record(.publish(News(source: plugin, name: name, data: data)))
    }

    /// Notes in the audit trail that the person of this turn did something. No message text, no names.
    public func audit(_ action: String, about member: Member.ID? = nil) {
        record(.audit(action: action, about: member))
    }

    /// Erases a person: every plugin forgets them, then the core does. It counts from the moment the turn ends,
    /// also for a backup that is brought back later.
    public func erase(_ member: Member.ID) {
        record(.erase(member))
    }

    private func record(_ effect: Effect) {
        effects.append(effect)
    }
}

/// The forum that a bot serves.
public struct Forum: Sendable, Hashable {
    /// What people know it by: "Voices United".
    public let name: String
    /// The name of its time zone, "Europe/London".
    public let timeZone: String

    /// Made by the host from the configuration.
    public init(name: String, timeZone: String) {
        self.name = name
        self.timeZone = timeZone
    }
}

import YouSaidKit

extension PollTables {
    /// What the tables hold, for those who answer for the data.
    static let keeps = [
        Kept(
            "polls_poll",
            "what each poll is about, who made it and whom it asks, when it opened and closed, how many were "
                + "asked and answered, and what happens next",
            isPersonal: true, why: "to show what was asked and what came of it",
            until:
                "the forum ends; questions and results are its record. Who made it: until that organiser is "
                + "deleted",
            seenBy: "everybody in the forum; who made it, the organisers"),
        Kept(
            "polls_question", "the questions of each poll, and how many people answered each",
            isPersonal: false, why: "to show what was asked", until: "the forum ends",
            seenBy: "everybody in the forum"),
        Kept(
            "polls_choice",
            "the choices of each question and, once the poll is closed, how many people chose each",
            isPersonal: false,
            why: "to show the result; with too few answers no numbers are kept",
            until: "the forum ends", seenBy: "everybody in the forum"),
        Kept(
            "polls_vote", "what a member answered in a poll that is open, without the time",
            isPersonal: true,
            why: "so that everybody counts once and can change their mind",
            until: "the poll is closed, or the member is deleted",
            seenBy: "nobody through the bot; the member, in what is kept about them"),
        Kept(
            "polls_words",
            "answers that people gave in their own words, once the poll is closed, without names",
            isPersonal: true, why: "so that the organisers hear what people said", until: "the forum ends",
            seenBy: "organisers"),
        Kept(
            "polls_draft", "what an organiser is writing and has not sent yet", isPersonal: true,
            why: "so that a poll can be made step by step",
            until: "it is sent or thrown away, 24 hours at most", seenBy: "that organiser"),
    ]
}

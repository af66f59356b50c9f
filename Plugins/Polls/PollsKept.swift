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
            "polls_vote",
            "what a member answered, without the time; in an anonymous poll sealed, and under a name that nobody can"
                + " trace back, with a key that is destroyed when the poll closes",
            isPersonal: true,
            why: "so that everybody counts once and can change their mind",
            until: "an anonymous poll is closed, or the member is deleted",
            seenBy:
                "anonymous: nobody; confidential: organisers once it is closed; named: everybody in the forum once it"
                + " is closed; the member, in what is kept about them, but for anonymous ones"),
        Kept(
            "polls_words",
            "answers that people gave in their own words, once the poll is closed; in an anonymous poll with names"
                + " taken out",
            isPersonal: true, why: "so that the organisers hear what people said",
            until:
                "the forum ends, or, in a poll that is not anonymous, the member is deleted; then their name goes from"
                + " what others said, too",
            seenBy: "organisers"),
        Kept(
            "polls_breakdown",
            "how many people of a group (an age, the network, an interest) chose what, once the poll is closed,"
                + " where no number is small",
            isPersonal: false, why: "to see whether some people want different things from others",
            until: "the forum ends", seenBy: "organisers"),
        Kept(
            "polls_draft", "what an organiser is writing and has not sent yet", isPersonal: true,
            why: "so that a poll can be made step by step",
            until: "it is sent or thrown away, 24 hours at most", seenBy: "that organiser"),
    ]
}

import YouSaidKit

/// The plugin's tables.
enum PollTables {
    static let migrations = [
        Migration(
            1,
            // `asked_as` is the question that members were asked. `asked` and `answered` are filled in when the
            // poll closes.
            """
            CREATE TABLE polls_poll (
                id BIGINT PRIMARY KEY, question TEXT NOT NULL, asked_as BIGINT NOT NULL,
                opened BIGINT NOT NULL, closed BIGINT, asked BIGINT, answered BIGINT)
            """,
            // `votes` is filled in when the poll closes, where enough people have answered.
            """
            CREATE TABLE polls_choice (
                poll BIGINT NOT NULL, place BIGINT NOT NULL, label TEXT NOT NULL, votes BIGINT,
                PRIMARY KEY (poll, place))
            """,
            // Who chose what, for as long as the poll is open: one row a person, so that nobody counts twice, and
            // no time, so that nobody can be told by it. When the poll closes only the numbers stay.
            """
            CREATE TABLE polls_vote (
                poll BIGINT NOT NULL, member BIGINT NOT NULL, choice BIGINT NOT NULL,
                PRIMARY KEY (poll, member))
            """,
            // What an organiser is writing: one at a time. `choices` has one on each line.
            """
            CREATE TABLE polls_draft (
                id BIGINT PRIMARY KEY, author BIGINT NOT NULL UNIQUE, kind TEXT NOT NULL, text TEXT NOT NULL,
                choices TEXT NOT NULL, question BIGINT)
            """
        ),
        // Several questions in a row, of several kinds. The tables of step 1 are made anew, with what they held.
        Migration(
            2,
            // `asked_as` is the first question, as everybody is asked it; `audience` a Group and `opens` and `closes`
            // a LocalTime, in JSON. `round` counts how often votes were lost and asked for again; `running` is what was last shown of
            // an open poll, in JSON; `pulse` the meeting that it asks about by itself; `counted` is 1 once
            // the result is there. `opened` is empty while the poll waits for its time. `asked` and `answered` are
            // filled in when it closes.
            """
            CREATE TABLE polls_survey (
                id BIGINT PRIMARY KEY, name TEXT NOT NULL, author BIGINT, asked_as BIGINT NOT NULL,
                audience TEXT NOT NULL, secrecy TEXT NOT NULL, visibility TEXT NOT NULL, minimum BIGINT,
                opens TEXT, closes TEXT, reminders BIGINT NOT NULL, next TEXT,
                opened BIGINT, closed BIGINT, asked BIGINT, answered BIGINT, round BIGINT NOT NULL,
                counted BIGINT NOT NULL, running TEXT,
                pulse TEXT)
            """,
            """
            INSERT INTO polls_survey (id, name, asked_as, audience, secrecy, visibility, reminders, opened,
                closed, asked, answered, round, counted)
            SELECT id, question, asked_as, '{"members":{}}', 'anonymous', 'closed', 0, opened, closed, asked, answered, 0,
                CASE WHEN closed IS NULL THEN 0 ELSE 1 END FROM polls_poll
            """,
            // The questions of a poll, their places from 1. `answered` is filled in when the poll closes, and
            // `asked_as` is the question as everybody is asked it.
            """
            CREATE TABLE polls_question (
                poll BIGINT NOT NULL, place BIGINT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
                most BIGINT, explanation TEXT, picture TEXT, picture_words TEXT, asked_as BIGINT NOT NULL,
                answered BIGINT, PRIMARY KEY (poll, place))
            """,
            """
            INSERT INTO polls_question (poll, place, kind, text, asked_as, answered)
            SELECT id, 1, 'one', question, asked_as, answered FROM polls_poll
            """,
            // The choices of a question, their places from 1. `starts` is a LocalTime in JSON; `other` is 1 for "other,
            // in your own words". `votes` is filled in when the poll closes, where enough people have answered.
            """
            CREATE TABLE polls_answer (
                poll BIGINT NOT NULL, question BIGINT NOT NULL, place BIGINT NOT NULL, label TEXT NOT NULL,
                starts TEXT, other BIGINT NOT NULL, votes BIGINT, PRIMARY KEY (poll, question, place))
            """,
            """
            INSERT INTO polls_answer (poll, question, place, label, other, votes)
            SELECT poll, 1, place, label, 0, votes FROM polls_choice
            """,
            // Who answered what, for as long as the poll is open: one row a person and question, so that nobody counts
            // twice, and no time, so that nobody can be told by it. `voter` and `value` are as the poll's Ballot
            // writes them; an empty value is a question that somebody left out.
            """
            CREATE TABLE polls_paper (
                poll BIGINT NOT NULL, question BIGINT NOT NULL, voter TEXT NOT NULL, value TEXT NOT NULL,
                PRIMARY KEY (poll, question, voter))
            """,
            """
            INSERT INTO polls_paper (poll, question, voter, value)
            SELECT poll, 1, CAST(member AS TEXT), CAST(choice AS TEXT) FROM polls_vote
            """,
            // Answers in people's own words, once the poll is closed: in the order of the alphabet, which tells
            // nothing. `attachments` is JSON.
            """
            CREATE TABLE polls_words (
                poll BIGINT NOT NULL, question BIGINT NOT NULL, place BIGINT NOT NULL, text TEXT NOT NULL,
                attachments TEXT, PRIMARY KEY (poll, question, place))
            """,
            // How many of one age chose what, filled in when the poll closes. Only what is safe to show is ever here.
            """
            CREATE TABLE polls_breakdown (
                poll BIGINT NOT NULL, question BIGINT NOT NULL, age TEXT NOT NULL, choice BIGINT NOT NULL,
                votes BIGINT NOT NULL, answered BIGINT NOT NULL, PRIMARY KEY (poll, question, age, choice))
            """,
            "DROP TABLE polls_poll", "ALTER TABLE polls_survey RENAME TO polls_poll",
            "DROP TABLE polls_choice", "ALTER TABLE polls_answer RENAME TO polls_choice",
            "DROP TABLE polls_vote", "ALTER TABLE polls_paper RENAME TO polls_vote",
            // `plan` is a PollPlan in JSON; drafts from before have `text` and `choices` alone. `subject` is the poll
            // that the words are about.
            "ALTER TABLE polls_draft ADD COLUMN plan TEXT",
            "ALTER TABLE polls_draft ADD COLUMN subject BIGINT"
        ),
        // Not ages alone any more: which people it is about, such as "13-to-15", "network", "interest: Health".
        Migration(3, "ALTER TABLE polls_breakdown RENAME COLUMN age TO people"),
        // For results on the way: `shown` is 0 for an answer that no result has had, 1 for one that is in the last result,
        // 2 for one that was changed since. `gone` counts those of a question that were in it and were taken back.
        Migration(
            4, "ALTER TABLE polls_vote ADD COLUMN shown BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE polls_question ADD COLUMN gone BIGINT NOT NULL DEFAULT 0",
            "UPDATE polls_vote SET shown = 1 WHERE poll IN (SELECT id FROM polls_poll WHERE running IS NOT NULL)"
        ),
    ]
}

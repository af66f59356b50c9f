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
        )
    ]
}

import YouSaidKit

extension Store {
    /// How a store works. What it starts with suits the bot; tests and `script/bench` change it.
    public struct Options: Sendable {
        /// How many transactions are committed together at the most. Not too many: while the disk keeps one batch
        /// the next is run, and those who were answered can send more meanwhile.
        public var mostJobs = 32
        /// How long transactions are collected and run at the most before they are committed.
        public var longestBatch = Duration.milliseconds(10)
        /// How long to wait for another process that is writing, such as the `sqlite3` tool.
        public var patience = Duration.seconds(5)
        /// How many pages the write-ahead log collects before they are folded into the file. Everybody's writing
        /// waits meanwhile, so not too often: 16 MiB of log.
        public var checkpointPages = 4000
        /// The page cache of the writer and of each reader, in KiB.
        public var writerCache = 4_096
        public var readerCache = 2_048
        /// How many readers are kept open for later. More are opened while they are needed.
        public var idleReaders = 2
        /// Reads the whole file when it is opened, to see whether it is damaged.
        public var checksFile = false
        /// Called once, with words for the operator, where the file turns out to be damaged while it is used, or the
        /// disk not to keep what is written. It has to be quick, and must not use the store.
        public var whenDamaged: (@Sendable (DatabaseError) -> Void)?
        /// For tests: called at each ``FaultPoint`` of a batch; what it throws is taken as the storage's own
        /// failing.
        public var faults: (@Sendable (FaultPoint) throws -> Void)?

        public init() {}
    }

    /// Where a test can make the writer fail, or kill the process.
    public enum FaultPoint: Sendable {
        /// As if the job itself had failed.
        case beforeJob
        /// As if the COMMIT had failed.
        case beforeCommit
        /// The transactions are committed and may or may not be on disk. What is thrown here is taken as the disk
        /// not keeping them.
        case beforeSync
        /// The transactions are on disk, and nobody has been told yet. What is thrown here is ignored.
        case afterCommit
    }

    /// What the writer has done since the store was opened.
    public struct Counters: Sendable {
        /// Transactions of SQLite's that were committed, each with one job or more.
        public internal(set) var batches = 0
        /// Jobs that were answered, and how many of them had failed.
        public internal(set) var jobs = 0
        public internal(set) var failedJobs = 0
        /// The most jobs that were committed together.
        public internal(set) var largestBatch = 0
        /// Batches that were undone and run again because of one job or of the storage.
        public internal(set) var rollbacks = 0
        /// How long all commits and waits for the disk together have taken, and the longest one.
        public internal(set) var commitTime = Duration.zero
        public internal(set) var longestCommit = Duration.zero
        /// Why the disk last refused to take something: no room, a fault, no right to write. Nil once it has taken
        /// something since.
        public internal(set) var refusal: DatabaseError?
        /// Jobs that wait to be run.
        public internal(set) var waiting = 0
    }
}

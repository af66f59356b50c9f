import CCurl
import Glibc

/// The client's thread: takes requests over, runs them side by side in a libcurl multi handle, calls back.
///
/// It is `Sendable` unchecked because everything but `inbox` and `multi` belongs to its thread; `multi` is
/// only used elsewhere for `curl_multi_wakeup`, which libcurl allows, and under the inbox's lock.
final class ClientLoop: @unchecked Sendable {
    private enum Message {
        case start(ClientJob, ClientJob.Completion)
        case cancel(ClientJob)
    }

    private struct Inbox {
        var messages: [Message] = []
        var isWoken = false
        var isClosing = false
        /// The thread has ended, or never began.
        var isClosed = false
        var thread: pthread_t?
    }

    private let configuration: Client.Configuration
    private let inbox = Monitor(Inbox())
    private let multi: UnsafeMutableRawPointer?
    private var line: WaitingLine
    private var active: [UnsafeMutableRawPointer: ClientJob] = [:]
    private var idle: [Transfer] = []
    private var nextExpiry = ContinuousClock.now

    /// libcurl wants to be set up once in a process, before anything else.
    private static let isSetUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(_ configuration: Client.Configuration) {
        self.configuration = configuration
        line = WaitingLine(
            maximum: configuration.maximumConnections, maximumPerHost: configuration.maximumPerHost)
        multi = Self.isSetUp ? curl_multi_init() : nil
        if let multi {
            // Kept connections, whether in use or not.
            _ = CCurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(configuration.maximumConnections, 1))
        }
        let isRunning = multi != nil && Worker.start { [self] in run() }
        if !isRunning { inbox.withLock { $0.isClosed = true } }
    }

    deinit {
        if let multi { curl_multi_cleanup(multi) }
    }

    /// Hands a request to the thread.
    func start(_ job: ClientJob, then completion: @escaping ClientJob.Completion) {
        if !post(.start(job, completion)) {
            completion(.failure(Self.closed(mayHaveBeenSent: false)))
        }
    }

    /// Gives a request up, wherever it is.
    func cancel(_ job: ClientJob) {
        _ = post(.cancel(job))
    }

    /// Tells the thread to end.
    func close() {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return }
            inbox.isClosing = true
            if let multi { curl_multi_wakeup(multi) }
        }
    }

    /// Waits until the thread has ended; returns at once on that thread.
    func waitUntilClosed() {
        let isOwnThread = inbox.withLock { inbox in
            inbox.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false
        }
        if !isOwnThread { inbox.wait { $0.isClosed } }
    }

    private func post(_ message: Message) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.isClosing, !inbox.isClosed else { return false }
            inbox.messages.append(message)
            if !inbox.isWoken, let multi {
                inbox.isWoken = true
                curl_multi_wakeup(multi)
            }
            return true
        }
    }

    private func run() {
        inbox.withLock { $0.thread = pthread_self() }
        while true {
            let (messages, isClosing) = inbox.withLock { inbox in
                defer {
                    inbox.messages = []
                    inbox.isWoken = false
                }
                return (inbox.messages, inbox.isClosing)
            }
            for message in messages { receive(message) }
            if isClosing { break }
            admit()
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            if collect() { continue }
            expire()
            // Those who wait have a deadline that libcurl does not know of.
            curl_multi_poll(multi, nil, 0, line.isEmpty ? 60_000 : 100, nil)
        }
        end()
    }

    private func receive(_ message: Message) {
        switch message {
        case .start(let job, let completion):
            job.begin(then: completion)
            if job.isCancelled {
                job.complete(.failure(Self.cancelled(mayHaveBeenSent: false)))
            } else {
                line.append(job)
            }
        case .cancel(let job):
            switch job.state {
            case .new: job.isCancelled = true
            // It is passed over when its turn comes.
            case .waiting: job.complete(.failure(Self.cancelled(mayHaveBeenSent: false)))
            case .active(let transfer):
                let sent = transfer.mayHaveBeenSent
                release(transfer, of: job)
                job.complete(.failure(Self.cancelled(mayHaveBeenSent: sent)))
            case .done: break
            }
        }
    }

    /// Starts as many of those who wait as there is room for.
    private func admit() {
        while let job = line.next() {
            guard case .waiting = job.state, let multi else {
                line.finished(job)
                continue
            }
            guard let transfer = idle.popLast() ?? Transfer(configuration) else {
                line.finished(job)
                job.complete(
                    .failure(ClientError(.notSent, message: "There is no memory for another request.")))
                continue
            }
            if let error = transfer.prepare(job.request, deadline: job.deadline) {
                line.finished(job)
                idle.append(transfer)
                job.complete(.failure(error))
                continue
            }
            guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
                line.finished(job)
                job.complete(
                    .failure(ClientError(.notSent, message: "libcurl does not take another request.")))
                continue
            }
            job.state = .active(transfer)
            active[transfer.easy] = job
        }
    }

    /// Calls back for all requests that are done.
    ///
    /// - Returns: Whether there were any.
    private func collect() -> Bool {
        var finished: [(easy: UnsafeMutableRawPointer, code: CURLcode)] = []
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
                continue
            }
            finished.append((easy, CCurl_message_result(message)))
        }
        for (easy, code) in finished {
            guard let job = active[easy], case .active(let transfer) = job.state else { continue }
            let result = transfer.result(code, of: job.request)
            release(transfer, of: job)
            job.complete(result)
        }
        return !finished.isEmpty
    }

    /// Gives up those whose time ran out while they waited, ten times a second at most.
    private func expire() {
        let now = ContinuousClock.now
        guard !line.isEmpty, now >= nextExpiry else { return }
        nextExpiry = now + .milliseconds(100)
        for job in line.remove(where: { $0.deadline <= now }) {
            guard case .waiting = job.state else { continue }
            job.complete(.failure(Transfer.late(job.request)))
        }
    }

    private func release(_ transfer: Transfer, of job: ClientJob) {
        curl_multi_remove_handle(multi, transfer.easy)
        active[transfer.easy] = nil
        line.finished(job)
        transfer.reset()
        // Connections belong to the multi handle; a few easy handles suffice.
        if idle.count < configuration.maximumConnections { idle.append(transfer) }
    }

    private func end() {
        for job in active.values {
            guard case .active(let transfer) = job.state else { continue }
            let sent = transfer.mayHaveBeenSent
            release(transfer, of: job)
            job.complete(.failure(Self.closed(mayHaveBeenSent: sent)))
        }
        for job in line.remove(where: { _ in true }) {
            guard case .waiting = job.state else { continue }
            job.complete(.failure(Self.closed(mayHaveBeenSent: false)))
        }
        idle = []
        inbox.withLock { $0.isClosed = true }
        inbox.wake()
    }

    private static func closed(mayHaveBeenSent: Bool) -> ClientError {
        ClientError(.closed, mayHaveBeenSent: mayHaveBeenSent, message: "The HTTP client is closed.")
    }

    private static func cancelled(mayHaveBeenSent: Bool) -> ClientError {
        ClientError(.cancelled, mayHaveBeenSent: mayHaveBeenSent, message: "The request was given up.")
    }
}

import Glibc

/// A value that several threads change under a lock, and that a thread can wait on.
///
/// The server waits on it for open requests, the client for the end of its thread.
///
/// It is `Sendable` unchecked because the value is only reached while the mutex is held.
final class Monitor<Value>: @unchecked Sendable {
    // Neither a pthread mutex nor a condition may move in memory, which a stored Swift value may.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        changed = .allocate(capacity: 1)
        changed.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // A wait must not end early or late because somebody sets the wall clock.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Runs a closure on the value while holding the lock.
    func withLock<Answer>(_ body: (inout Value) -> Answer) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }

    /// Wakes every thread that waits, so that it looks at the value again.
    func wake() {
        pthread_cond_broadcast(changed)
    }

    /// Waits until the value is as wanted.
    ///
    /// - Parameters:
    ///   - limit: How long at most; nil waits for ever.
    ///   - wanted: Says whether the value is as wanted.
    /// - Returns: Whether it was, before the time was up.
    @discardableResult
    func wait(atMost limit: Duration? = nil, until wanted: (Value) -> Bool) -> Bool {
        var deadline = timespec()
        if let limit {
            clock_gettime(CLOCK_MONOTONIC, &deadline)
            let nanoseconds = deadline.tv_nsec + limit.milliseconds % 1000 * 1_000_000
            deadline.tv_sec += limit.milliseconds / 1000 + nanoseconds / 1_000_000_000
            deadline.tv_nsec = nanoseconds % 1_000_000_000
        }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !wanted(value) {
            if limit == nil {
                pthread_cond_wait(changed, mutex)
            } else if pthread_cond_timedwait(changed, mutex, &deadline) == ETIMEDOUT {
                return wanted(value)
            }
        }
        return true
    }
}

extension Duration {
    /// Whole milliseconds, never below zero and never more than C's `int` holds.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < Int64(Int32.max) / 1000 else { return Int(Int32.max) }
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}

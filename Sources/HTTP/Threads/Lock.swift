import Glibc

/// A mutual exclusion lock on a pthread mutex, for state that several threads share for a moment.
///
/// Used in place of `Synchronization.Mutex`, which the thread sanitizer reports wrongly when contended.
/// It is not recursive. Hold it briefly; never across a callback or a wait.
///
/// ```swift
/// let lock = Lock()
/// lock.withLock { count += 1 }
/// ```
///
/// It is `Sendable` unchecked because its only state is a pthread mutex, which is made for many threads.
public final class Lock: @unchecked Sendable {
    // A pthread mutex must not move in memory, which a stored Swift value may: so it is on the heap.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    /// Makes a lock that nobody holds.
    public init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs a closure while holding the lock.
    ///
    /// - Parameter body: What to do; it must not take this lock again.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withLock<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value
    {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }
}

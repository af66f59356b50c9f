import Glibc

/// A mutual exclusion lock with a condition to wait for, for the writer's queue and the pool of readers.
///
/// `Synchronization.Mutex` gives false alarms under the thread sanitizer when contended; this does not.
final class Lock: @unchecked Sendable {
    // Sendable unchecked: both are made in `init`, freed in `deinit`, and shared between threads by design.
    // Pointers, because a pthread object must never move in memory.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    /// Runs `body` while no other thread holds the lock.
    @inline(__always)
    func withLock<T>(_ body: () throws -> T) rethrows -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Gives the lock up until another thread calls ``wake()``. Only inside ``withLock(_:)``, in a loop.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// Wakes every thread that waits.
    func wake() { pthread_cond_broadcast(condition) }
}

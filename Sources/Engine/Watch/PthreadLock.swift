import Foundation

/// A lock around a few lines that touch shared values. Used by ``Metrics`` and ``RunningTurnNote``.
///
/// `Synchronization.Mutex` would do, but gives false alarms under the thread sanitizer when it is contended.
final class PthreadLock: @unchecked Sendable {
    // Unchecked, because a mutex is what makes things safe to share; the pointer itself never changes.
    // It is allocated because a mutex must not move once it is in use.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deinitialize(count: 1)
        mutex.deallocate()
    }

    func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }
}

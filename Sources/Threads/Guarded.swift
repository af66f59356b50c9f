import Foundation

/// A value behind a lock, for the little that several threads share: the stop list, counters, caches. Used by
/// every room.
///
/// Backed by a pthread mutex, because `Synchronization.Mutex` gives false alarms under the thread sanitizer. So does a
/// value without a size, such as `()`: put what is guarded inside.
public final class Guarded<Value>: @unchecked Sendable {  // the value is only ever touched under the mutex
    @usableFromInline var value: Value
    // The mutex must not move in memory, so it lives behind a pointer that this object owns.
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>

    /// Guards a first value.
    public init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with the value while no other thread can see it. Keep it short and call nothing that waits.
    ///
    /// Inlined, so that it is made for the value's own type: some of these are passed thousands of times a second.
    @inlinable public func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}

import Glibc

/// Things that are costly to make and used by one thread at a time. Nothing with a key in it: what idles here may be
/// written to the disk.
final class Pool<Element>: @unchecked Sendable {
    // Sendable unchecked: `idle` is touched only under the lock, and a borrowed element by one thread alone.
    // The lock is a pointer, because a pthread object must never move in memory; and not
    // `Synchronization.Mutex`, which gives false alarms under the thread sanitizer.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var idle: [Element] = []
    private let make: @Sendable () -> Element

    /// More than this many threads at once is rare, and not worth remembering.
    private static var most: Int { 16 }

    init(_ make: @escaping @Sendable () -> Element) {
        self.make = make
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Lends an element for as long as `body` runs.
    @inline(__always)
    func with<T>(_ body: (Element) throws -> T) rethrows -> T {
        pthread_mutex_lock(lock)
        let kept = idle.popLast()
        pthread_mutex_unlock(lock)
        let element = kept ?? make()
        defer {
            pthread_mutex_lock(lock)
            if idle.count < Pool.most { idle.append(element) }
            pthread_mutex_unlock(lock)
        }
        return try body(element)
    }
}

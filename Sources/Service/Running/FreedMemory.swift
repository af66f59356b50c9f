import CSystem

/// What the C library does with memory that was given back to it.
enum FreedMemory {
    /// Has it keep up to a megabyte for each thread. It would hand back everything above 128 KiB to the system after
    /// each batch of turns, and get it back for the next one, cleared page by page: 3% of all the time of a busy bot.
    static func keepALittle() { csystem_keep_freed_memory(1 << 20) }
}

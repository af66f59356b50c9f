/// Requests that wait for a free connection: in order for each host, hosts in turn, so that a slow platform
/// or a broadcast holds up no other. For the client's thread alone.
struct WaitingLine {
    private struct Host {
        var jobs: [ClientJob] = []
        var first = 0
        var active = 0
        var isEmpty: Bool { first == jobs.count }
    }

    private let maximum: Int
    private let maximumPerHost: Int
    private var hosts: [Substring: Host] = [:]
    /// Hosts that have jobs waiting, the next one first.
    private var turns: [Substring] = []
    private(set) var active = 0

    init(maximum: Int, maximumPerHost: Int) {
        self.maximum = max(maximum, 1)
        self.maximumPerHost = max(maximumPerHost, 1)
    }

    /// Whether nothing waits.
    var isEmpty: Bool { turns.isEmpty }

    /// Adds a job at the end of its host's line.
    mutating func append(_ job: ClientJob) {
        var host = hosts.removeValue(forKey: job.host) ?? Host()
        if host.isEmpty { turns.append(job.host) }
        host.jobs.append(job)
        hosts[job.host] = host
    }

    /// Takes the next job that may have a connection, and counts it as active.
    mutating func next() -> ClientJob? {
        guard active < maximum else { return nil }
        guard
            let turn = turns.firstIndex(where: { (hosts[$0]?.active ?? 0) < maximumPerHost }),
            // Taken out, so that its array is not copied when it is changed.
            var host = hosts.removeValue(forKey: turns[turn])
        else { return nil }
        let name = turns.remove(at: turn)
        let job = host.jobs[host.first]
        host.first += 1
        if host.isEmpty {
            host.jobs.removeAll(keepingCapacity: true)
            host.first = 0
        } else {
            turns.append(name)
            if host.first > 1024, host.first * 2 > host.jobs.count {
                host.jobs.removeFirst(host.first)
                host.first = 0
            }
        }
        host.active += 1
        active += 1
        hosts[name] = host
        return job
    }

    /// Says that a job that `next` gave is over.
    mutating func finished(_ job: ClientJob) {
        active -= 1
        guard var host = hosts.removeValue(forKey: job.host) else { return }
        host.active -= 1
        if host.active > 0 || !host.isEmpty { hosts[job.host] = host }
    }

    /// Takes out all jobs that wait and that match.
    mutating func remove(where matches: (ClientJob) -> Bool) -> [ClientJob] {
        var removed: [ClientJob] = []
        for name in turns {
            guard var host = hosts.removeValue(forKey: name) else { continue }
            let waiting = host.jobs[host.first...]
            removed += waiting.filter(matches)
            host.jobs = waiting.filter { !matches($0) }
            host.first = 0
            hosts[name] = host
        }
        turns.removeAll { hosts[$0]?.isEmpty ?? true }
        return removed
    }
}

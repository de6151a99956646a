import Merge
import Sync

extension World {
    /// Plays the world to its end.
    ///
    /// - Throws: `WorldFailure` when a promise was broken.
    package mutating func run() throws -> WorldReport {
        var time: UInt64 = 0
        for _ in 0..<options.events {
            time += UInt64(1 + dice.below(400))
            queue.plan(.act, at: time)
        }
        do {
            while let (time, event) = queue.next() {
                clock = time
                try play(event)
            }
            try heal()
            return try report()
        } catch let failure as BrokenPromise {
            throw WorldFailure(seed: options.seed, reason: failure.description)
        } catch let error as SyncError {
            throw WorldFailure(seed: options.seed, reason: "healing failed: \(error)")
        }
    }

    private mutating func play(_ event: EventQueue.Event) throws {
        switch event {
        case .act: try act()
        case .connect(let site): try connect(site)
        case .toHub(let line, let message): try hubReceives(message, on: line)
        case .toSite(let line, let message): try siteReceives(message, on: line)
        }
        let chain = UInt64(truncatingIfNeeded: hub.head.chain.bits)
        trace.note(clock, "head", hub.head.position ^ chain)
    }

    private mutating func act() throws {
        let site = dice.below(sites.count)
        switch dice.below(100) {
        case ..<44: try work(at: site)
        case ..<46: damage(site)
        case ..<80: try connect(site)
        case ..<83: cut(site)
        case ..<87: backUp(site)
        case ..<90: clone(site)
        case ..<93: restore(site)
        case ..<96: try rewindHub()
        case ..<97: try upgradeHub()
        default: try mallorySpeaks()
        }
    }

    private func report() throws -> WorldReport {
        try ConvergenceChecker.check(self)
        try FoldChecker.check(hub)
        try HistoryChecker.check(self)
        try CaseChecker.check(hub)
        try ReleaseChecker.check(hub)
        try ScopeChecker.check(self)
        try EqualityChecker.check(self)
        let accounting = try WriteAccounting.check(self)
        try AuditChecker.check(self)
        var sightings = sightings
        sightings.add(accounting.sightings)
        sightings.saw(.derivedCase, hub.records(of: "enrollment").count)
        return WorldReport(
            seed: options.seed, traceHash: trace.hash, sightings: sightings,
            accounting: accounting, positions: hub.history.count)
    }
}

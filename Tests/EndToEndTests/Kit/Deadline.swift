import Foundation

/// Waits for a condition, looking again and again, and never longer than said.
enum Deadline {
    /// - Returns: whether the condition came true in time.
    static func reached(within seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while true {
            if try condition() { return true }
            guard Date() < end else { return false }
            pause(0.02)
        }
    }

    /// Lets other processes run for a moment; the one place where a test waits for a clock.
    static func pause(_ seconds: Double) {
        usleep(UInt32(seconds * 1_000_000))
    }
}

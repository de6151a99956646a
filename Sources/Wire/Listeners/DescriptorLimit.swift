internal import Foundation

/// How many files and sockets this process may have open.
package enum DescriptorLimit {
    /// Takes all that the system allows without asking, and says how many that is.
    package static func raise() -> Int {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limit) == 0 else { return 1_024 }
        let wanted = min(limit.rlim_max, rlim_t(WireLimits.descriptorsMax))
        if limit.rlim_cur < wanted {
            let before = limit.rlim_cur
            limit.rlim_cur = wanted
            if setrlimit(kind, &limit) != 0 { limit.rlim_cur = before }
        }
        return Int(min(limit.rlim_cur, rlim_t(WireLimits.descriptorsMax)))
    }
}

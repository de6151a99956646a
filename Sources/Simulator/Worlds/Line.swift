import Sync

/// One connection: a session at each end, and when the last message each way arrives.
struct Line {
    let site: Int
    var office: OfficeSession
    var hub: HubSession
    var lastToHub: UInt64 = 0
    var lastToSite: UInt64 = 0
}

import Foundation
import Merge
import Sync

extension HubRules {
    /// In debug builds, rules that end the process on a change set whose reason holds what the
    /// environment says: how a test makes a real hub stop where it likes.
    var withFailpoint: HubRules {
        #if DEBUG
            guard let marker = ProcessInfo.processInfo.environment["BRIDGEWORK_STOP_ON"],
                !marker.isEmpty
            else { return self }
            return HubRules(
                schema: schema,
                permission: { request, officeOf in
                    if request.reason.contains(marker) { kill(getpid(), SIGKILL) }
                    return permission(request, officeOf)
                }, reactions: reactions, unread: unread, retried: retried, released: released,
                offices: offices)
        #else
            return self
        #endif
    }
}

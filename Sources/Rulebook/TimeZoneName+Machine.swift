import Foundation
internal import Tables

extension TimeZoneName {
    /// Whether this machine's database of time zones has that name, so that days can be told by it.
    package static func isKnownHere(_ name: String) -> Bool {
        all.contains(name) && TimeZone(identifier: name) != nil
    }
}

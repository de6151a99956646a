package import Merge

/// What must not happen between an office and the hub, and did.
///
/// It tells ids, positions and counts, never a stored value.
package enum Incident: Equatable, Sendable {
    /// At an office: these base records were not the hub's; they are now.
    case repaired([RepairedRecord], position: UInt64)
    /// At an office: repairing did not help.
    case stillDifferent(position: UInt64)
    /// The records are right, but what was kept of their digests was not.
    case digestsRebuilt(position: UInt64)
    /// At an office: the hub does not know a head it once told.
    case historyLost(heard: Head, found: Head, isCut: Bool)
    /// At the hub: a replica's base is not what it should be, in so many places.
    case baseDiffers(places: Int, records: Int, position: UInt64)
    /// Records are too large for any message, at the hub or as an office hears of it.
    case recordsWithheld([RecordID], position: UInt64)
    /// At the hub: a replica heard of a head that the history does not hold.
    case unknownHead(heard: Head, found: Head)
    /// At the hub: a replica let go of what the history does not hold.
    case releasedLost(Head, found: Head)

    /// A record that an office held wrongly, and how.
    package struct RepairedRecord: Equatable, Sendable {
        package let id: RecordID
        package let type: String
        package let fault: Fault

        package init(id: RecordID, type: String, fault: Fault) {
            self.id = id
            self.type = type
            self.fault = fault
        }
    }

    /// What was found: a record that lacks, that differs, or that nobody else has.
    package enum Fault: String, Sendable {
        case missing, different, foreign
    }

    /// The word people and programs read.
    package var event: String {
        switch self {
        case .repaired: "base-repaired"
        case .stillDifferent: "base-still-different"
        case .digestsRebuilt: "digests-rebuilt"
        case .historyLost: "hub-history-lost"
        case .baseDiffers: "base-differs"
        case .unknownHead: "history-unknown"
        case .releasedLost: "released-lost"
        case .recordsWithheld: "records-withheld"
        }
    }

    package static let events = [
        "base-repaired", "base-still-different", "digests-rebuilt", "hub-history-lost",
        "base-differs", "history-unknown", "released-lost", "records-forgotten", "records-withheld",
    ]

    package var detail: String {
        switch self {
        case .repaired(let records, let position):
            let counts = [Fault.missing, .different, .foreign].compactMap { fault -> String? in
                let count = records.count { $0.fault == fault }
                return count > 0 ? "\(count) \(fault.rawValue)" : nil
            }
            return
                "\(Counted(records.count, "record")) unlike the hub's at position \(position): "
                + counts.joined(separator: ", ")
        case .stillDifferent(let position):
            return "the records are still not the hub's at position \(position) after "
                + "\(SyncLimits.repairRoundsMax) repairs"
        case .digestsRebuilt(let position):
            return "the records are right at position \(position), their digests were not"
        case .historyLost(let heard, let found, let isCut):
            return "the hub told of position \(heard.position) and no longer knows it; it stands "
                + "at \(found.position): its history was \(isCut ? "cut" : "replaced or cut")"
        case .baseDiffers(let places, let records, let position):
            return "\(Counted(places, "place differs", "places differ")) at position \(position), "
                + "\(Counted(records, "record")) sent whole"
        case .recordsWithheld(let records, let position):
            return "too large to send at position \(position): "
                + records.prefix(8).map(\.description).joined(separator: ", ")
                + (records.count > 8 ? " and \(records.count - 8) more" : "")
        case .unknownHead(let heard, let found):
            return "it heard of position \(heard.position), this history stands at "
                + "\(found.position) and does not hold it: the history was replaced or cut"
        case .releasedLost(let released, let found):
            return "it no longer keeps its work up to position \(released.position), which this "
                + "history, at \(found.position), does not hold: restore a later backup"
        }
    }
}

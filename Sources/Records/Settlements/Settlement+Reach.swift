package import Merge

extension Settlement {
    /// Whether a rule over several records may say of two of that type that one must yield.
    package static func mayConcern(_ type: RecordType) -> Bool {
        type.naturalKey != nil || type.name == linkedType || terms.contains(type.name)
    }

    /// The type whose records say by `links` which of them stands, and not by `replacedBy`.
    static let linkedType = "patient"

    /// Those of which each record is a time of its own: none stands for another.
    static let terms: Set<String> = ["location_assignment", "contract_location"]

    /// More records than these are not one matter, and a hostile chain must end.
    private static let connectedMax = 256

    /// The record itself and every other that settlements tie to it.
    package static func connected(
        to record: RecordID, _ settlements: (RecordID) -> [Settlement]
    ) -> Set<RecordID> {
        reached(from: record) { id in settlements(id).map { $0.other(than: id) } }
    }

    /// The record itself and every other that steps from one to the next lead to, up to a limit.
    ///
    /// - Parameter next: where one step leads from a record.
    package static func reached(
        from record: RecordID, _ next: (RecordID) -> [RecordID]
    ) -> Set<RecordID> {
        var found: Set<RecordID> = [record]
        var waiting = [record]
        while let id = waiting.popLast(), found.count < connectedMax {
            for other in next(id) where found.insert(other).inserted { waiting.append(other) }
        }
        return found
    }
}

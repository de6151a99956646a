import Merge
import Synchronization

@testable import Records

extension SmallPractice {
    /// Does it, with what the hub derives from it.
    ///
    /// - Parameter office: where; the centre if `nil`.
    @discardableResult
    mutating func perform<D: Deed>(
        _ deed: D, by user: UInt128? = nil, reason: String = "", at office: UInt128? = nil
    ) throws -> D.Outcome {
        let (outcome, list) = try rehearse(deed, by: user, reason: reason, at: office)
        change(list.writes, by: user.map { RecordID(bits: $0) })
        return outcome
    }

    /// What it would write, with nothing written.
    func rehearse<D: Deed>(
        _ deed: D, by user: UInt128? = nil, reason: String = "", at office: UInt128? = nil
    ) throws -> (outcome: D.Outcome, list: WriteList) {
        var list = WriteList()
        let ids = NewIDs()
        let place = Place(
            office: office.map { RecordID(bits: $0) }, today: today, newID: { ids.next() })
        let who = Signature(user.map { RecordID(bits: $0) }, reason)
        let outcome = try deed.decide(who, at: place, in: lookup, into: &list)
        return (outcome, list)
    }

    /// Other ids each time, for all of a test.
    private final class NewIDs: Sendable {
        private static let count = Atomic<UInt64>(0)

        func next() -> RecordID {
            let number = Self.count.add(1, ordering: .relaxed).newValue
            return RecordID(bits: UInt128(0xFFFF_0000) << 64 | UInt128(number))
        }
    }
}

extension WriteList {
    /// Type and attribute of each write, in their order.
    var places: [String] { writes.map { "\($0.type).\($0.attribute)" } }
}

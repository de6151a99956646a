package import Merge

// An answer holds as long as what it keeps stands. Three people who send one record to the next
// have settled nothing; a record that was entered in error stands for none; and an assignment that
// was an error because of a second one takes no third away:
//
//     Jan–Dec  ─┬─ keeps Jan–Dec: Jun–Dec was an error
//     Jun–Dec  ─┘ ─┬─ keeps Jun–Dec: says nothing more, Sep–Dec stands again
//     Sep–Dec  ────┘

/// Which of the answers about some records hold, asked of one lookup.
package struct SettlementWeighing<Lookup: RecordLookup> {
    let lookup: Lookup
    private let isTerm: Bool
    private var known: [RecordID: [Settlement]] = [:]
    private var dead: [RecordID: Bool] = [:]

    package init(_ lookup: Lookup, _ type: RecordType) {
        self.lookup = lookup
        self.isTerm = Settlement.terms.contains(type.name)
    }

    /// The settlements by which the record yields to another that stands.
    package mutating func holding(against record: RecordID) -> [Settlement] {
        // Whom it yields to is open: to the one or to the other, and nobody decided.
        guard fork(at: record).isEmpty else { return [] }
        var found: [Settlement] = []
        for settlement in settlements(record) {
            guard let kept = settlement.kept(insteadOf: record), !leads(kept, to: record),
                !isDead(kept)
            else { continue }
            found.append(settlement)
        }
        return found
    }

    /// The records that answers send from one to the next and back, that one among them; none
    /// where they do not.
    package mutating func circle(through record: RecordID) -> Set<RecordID> {
        let ahead = reached(from: record)
        var circle: Set<RecordID> = []
        for id in ahead where id != record && leads(id, to: record) { circle.insert(id) }
        return circle.isEmpty ? [] : circle.union([record])
    }

    /// A record and those it yields to, where answers send it to several that are not one; none
    /// where they agree.
    ///
    /// A time may end for several others.
    package mutating func fork(at record: RecordID) -> Set<RecordID> {
        guard !isTerm else { return [] }
        let kept = settlements(record).compactMap { $0.kept(insteadOf: record) }
            .filter { !leads($0, to: record) }
        guard kept.count > 1 else { return [] }
        let last = kept.map { ends(of: $0) }
        guard Set(last).count > 1 else { return [] }
        // Where two of these are disputed themselves, that conflict decides of this one, too.
        let all = last.reduce(into: Set<RecordID>()) { $0.formUnion($1) }
        let isTold = all.contains { id in
            settlements(id).contains { $0.isDisputed && all.contains($0.other(than: id)) }
        }
        return isTold ? [] : Set(kept).union([record])
    }

    /// Where the answers lead from a record: those that yield to nobody.
    private mutating func ends(of record: RecordID) -> Set<RecordID> {
        let all = reached(from: record).union([record])
        return all.filter { id in
            settlements(id).allSatisfy { $0.kept(insteadOf: id) == nil }
        }
    }

    /// The records that answers make one while another answer tells two of them apart, that one
    /// among them; none where the answers agree.
    ///
    /// Terms are told apart by their days: of those that end for one, each is its own.
    package mutating func torn(through record: RecordID) -> Set<RecordID> {
        guard !isTerm else { return [] }
        var read = known
        let own = { [lookup] (id: RecordID) -> [Settlement] in
            let found = read[id] ?? lookup.settlements(of: id)
            read[id] = found
            return found
        }
        let one = Settlement.reached(from: record) { [lookup] id in
            guard lookup.state(id)?.isInError != true else { return [] }
            return own(id).compactMap { settlement in
                guard case .keep = settlement.answer else { return nil }
                return settlement.other(than: id)
            }
        }
        let isTorn = one.contains { id in
            own(id).contains { $0.answer == .distinct && one.contains($0.other(than: id)) }
        }
        known = read
        return isTorn ? one : []
    }

    /// Whether nothing stands there that another record could yield to.
    private mutating func isDead(_ record: RecordID) -> Bool {
        if let known = dead[record] { return known }
        var isDead = lookup.state(record)?.isInError ?? false
        if isTerm, !isDead {
            isDead = holding(against: record).contains { settlement in
                if case .keep(_, nil) = settlement.answer { true } else { false }
            }
        }
        dead[record] = isDead
        return isDead
    }

    private mutating func leads(_ kept: RecordID, to record: RecordID) -> Bool {
        reached(from: kept).contains(record)
    }

    private mutating func reached(from record: RecordID) -> Set<RecordID> {
        var read = known
        defer { known = read }
        return Settlement.reached(from: record) { id in
            let own = read[id] ?? lookup.settlements(of: id)
            read[id] = own
            return own.compactMap { $0.kept(insteadOf: id) }
        }
    }

    private mutating func settlements(_ record: RecordID) -> [Settlement] {
        let own = known[record] ?? lookup.settlements(of: record)
        known[record] = own
        return own
    }
}

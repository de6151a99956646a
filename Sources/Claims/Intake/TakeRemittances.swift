package import Merge
package import Records
internal import X12

/// Takes remittances in: each once, with every claim matched to whose it is.
package struct TakeRemittances: Deed {
    package var remittances: [ReadRemittance]

    package init(_ remittances: [ReadRemittance]) {
        self.remittances = remittances
    }

    /// What became of one of them.
    package struct Taken: Sendable {
        package let id: RecordID
        package let trace: String?
        package let cents: Int64
        /// It was here before: nothing of what was here counts again.
        package let isKnown: Bool
        /// Others of the same payor and number that say something else.
        package let twins: [RecordID]
        /// Claims of it that went in now.
        package internal(set) var claims = 0
        package internal(set) var matched = 0
        /// Claims whose own sums do not come out.
        package internal(set) var unproven = 0
        /// Claims that another office's are, or nobody's that this one knows: left out.
        package internal(set) var elsewhere = 0
        package internal(set) var strange = 0

        package var waiting: Int { claims - matched }
        /// Something of it is here that was not.
        package var isNew: Bool { claims > 0 || (!isKnown && elsewhere + strange == 0) }
    }

    /// Whose record of a remittance a claim goes into.
    private enum Home {
        case keeper(RecordID?)
        case elsewhere, strange
    }

    /// - Returns: what became of each, in their order.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [Taken] {
        let matcher = ClaimMatcher(records)
        var seen: Set<RecordID> = []
        var outcome: [Taken] = []
        for remittance in remittances {
            let isRepeated = !seen.insert(remittance.id(at: nil)).inserted
            outcome.append(
                try take(
                    remittance, isRepeated: isRepeated, at: place, in: records, matcher, &writes))
        }
        return outcome
    }

    private func take<Lookup: RecordLookup>(
        _ remittance: ReadRemittance, isRepeated: Bool, at place: Place, in records: Lookup,
        _ matcher: ClaimMatcher<Lookup>, _ writes: inout some WriteSink
    ) throws -> Taken {
        let keepers: [RecordID?] = [nil] + records.records(.office).map(\.id)
        let known = keepers.map { remittance.id(at: $0) }
            .filter { records.record($0)?[Remittance.digest] != nil }
        var taken = Taken(
            id: remittance.id(at: place.office), trace: remittance.advice.trace,
            cents: remittance.advice.cents, isKnown: isRepeated || !known.isEmpty,
            twins: Self.twins(of: remittance, in: records))
        guard !isRepeated else { return taken }
        try writes.add(known.map { remittance.envelope(of: $0) })
        var headers = Set(known)
        let payor = matcher.payor(ClaimFacts.names(of: remittance.advice))
        if remittance.claims.isEmpty, known.isEmpty {
            try begin(remittance, of: place.office, payor: payor, &writes)
        }
        for (index, claim) in remittance.claims.enumerated() {
            let isHere = known.contains { header in
                records.record(remittance.id(ofClaim: index + 1, in: header)) != nil
            }
            guard !isHere else { continue }
            let match = matcher.match(ClaimFacts(claim, of: remittance.advice))
            switch Self.home(of: match, at: place) {
            case .elsewhere: taken.elsewhere += 1
            case .strange: taken.strange += 1
            case .keeper(let office):
                let header = remittance.id(at: office)
                if headers.insert(header).inserted {
                    try begin(remittance, of: office, payor: payor, &writes)
                }
                let record = remittance.id(ofClaim: index + 1, in: header)
                try writes.add(remittance.writes(ofClaim: index + 1, in: header))
                if match.isWhole { try writes.add(match.writes(on: record)) }
                if let office {
                    try writes.add(Self.shown(ClaimPayment.offices, record, to: office))
                }
                taken.claims += 1
                if match.isWhole { taken.matched += 1 }
                if !claim.isProven { taken.unproven += 1 }
            }
        }
        return taken
    }

    /// A group's file names patients of every office: an office keeps those of its own alone.
    private static func home(of match: PaymentMatch, at place: Place) -> Home {
        guard let office = place.office else { return .keeper(match.isWhole ? match.office : nil) }
        guard match.isOfMember else { return .strange }
        guard match.office == nil || match.office == office else { return .elsewhere }
        return .keeper(office)
    }

    private func begin(
        _ remittance: ReadRemittance, of office: RecordID?, payor: RecordID?,
        _ writes: inout some WriteSink
    ) throws {
        let id = remittance.id(at: office)
        try writes.add(remittance.writes(as: id))
        if let payor { try writes.add(Write(Remittance.payor, id, payor)) }
        if let office { try writes.add(Self.shown(Remittance.offices, id, to: office)) }
    }

    static func shown<Kind: RecordKind>(
        _ rows: OfficeRows<Kind>, _ record: RecordID, to office: RecordID
    ) -> Write {
        Write(rows, record, key: [rows.office(office)])
    }

    /// A payor that pays twice under one number, or a file that somebody mended by hand.
    private static func twins(
        of remittance: ReadRemittance, in records: some RecordLookup
    ) -> [RecordID] {
        guard let trace = remittance.advice.trace else { return [] }
        return records.records(where: Remittance.trace, shows: trace)
            .filter { $0[Remittance.digest] != remittance.digest && $0.isActive }
            .filter { $0[Remittance.payorKey] == remittance.payorKey }.map(\.id)
    }
}

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
        package let claims: Int
        /// It was here before: nothing of it counts again.
        package let isKnown: Bool
        /// Others of the same payor and number that say something else.
        package let twins: [RecordID]
        package internal(set) var matched = 0
        /// Claims whose own sums do not come out.
        package internal(set) var unproven = 0

        package var waiting: Int { isKnown ? 0 : claims - matched }
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
            let isRepeated = !seen.insert(remittance.id).inserted
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
        let id = remittance.id
        let isKnown = isRepeated || records.record(id)?[Remittance.digest] != nil
        var taken = Taken(
            id: id, trace: remittance.advice.trace, cents: remittance.advice.cents,
            claims: remittance.claims.count, isKnown: isKnown,
            twins: Self.twins(of: remittance, in: records))
        guard !isKnown else {
            if !isRepeated { try writes.add(remittance.envelope) }
            return taken
        }
        try writes.add(remittance.writes())
        if let payor = matcher.payor(ClaimFacts.names(of: remittance.advice)) {
            try writes.add(Write(Remittance.payor, id, payor))
        }
        var offices = Set([place.office].compactMap(\.self))
        for (index, claim) in remittance.claims.enumerated() {
            let record = remittance.id(ofClaim: index + 1)
            let match = matcher.match(ClaimFacts(claim, of: remittance.advice))
            try writes.add(remittance.writes(ofClaim: index + 1))
            if let write = match.write(on: record) { try writes.add(write) }
            let seeing = Set([place.office, match.office].compactMap(\.self))
            try writes.add(seeing.sorted().map { Self.shown(ClaimPayment.offices, record, to: $0) })
            offices.formUnion(seeing)
            if match.isWhole { taken.matched += 1 }
            if !claim.isProven { taken.unproven += 1 }
        }
        try writes.add(offices.sorted().map { Self.shown(Remittance.offices, id, to: $0) })
        return taken
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
            .filter { $0.id != remittance.id && $0.isActive }
            .filter { $0[Remittance.payorKey] == remittance.payorKey }.map(\.id)
    }
}

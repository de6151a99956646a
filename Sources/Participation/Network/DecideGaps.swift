import Merge
package import Records
package import Tables

/// What is done about a doctor's gaps, written down for each of them.
package struct DecideGaps: Deed {
    /// The doctor, by NPI.
    package var npi: String
    package var horizon: DayRange
    package var choice: GapChoice
    /// By code; every office that is held here if not given.
    package var office: String?
    /// By code; every contract if not given.
    package var contract: String?
    /// Who treats and bills instead, by NPI.
    package var replacement: String?

    package init(npi: String, within horizon: DayRange, _ choice: GapChoice) {
        self.npi = npi
        self.horizon = horizon
        self.choice = choice
    }

    /// - Returns: the gaps.
    /// - Throws: `GapChoice.Refusal` where there is no such gap or it does not offer the choice.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [NetworkGap] {
        let office = try place.held(office, in: records)
        let doctor = try records.anyDoctor(npi)
        let contract = try contract.map { code throws(DeedProblem) in
            try records.find(.payorContract, code)
        }
        var choice = choice
        choice.replacement = try replacement.map { try records.anyDoctor($0) }
        var finder = GapFinder(NetworkBook(records), horizon: horizon)
        let gaps = finder.gaps { post in
            post.doctor == doctor && (office == nil || post.office == office)
        }.filter { contract == nil || $0.contract == contract }
        try writes.add(choice.writes(for: gaps, &finder, on: place.today, in: records))
        return gaps
    }
}

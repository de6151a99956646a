package import Merge
package import Practice
internal import Store

extension Desk {
    /// Which of a doctor's gaps somebody chooses for.
    package struct GapRequest: Sendable {
        package var npi: String
        /// By code; every office that is held here if not given.
        package var office: String?
        package var contract: String?
        package var horizon: DayRange
        /// By NPI.
        package var replacement: String?

        package init(npi: String, within horizon: DayRange) {
            self.npi = npi
            self.horizon = horizon
        }
    }

    /// Writes down what is done about a doctor's gaps, one record for each.
    ///
    /// - Throws: `GapChoice.Refusal` where there is no such gap or it does not offer the choice.
    package func decide(
        _ request: GapRequest, _ choice: GapChoice, actor: RecordID?
    ) throws -> (gaps: [NetworkGap], receipt: WriteReceipt) {
        let today = try today
        let office = try heldOffice(code: request.office)
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let doctor = try anyDoctor(request.npi, transaction)
            let contract = try request.contract.map { try find(.payorContract, $0, transaction) }
            var choice = choice
            choice.replacement = try request.replacement.map { try anyDoctor($0, transaction) }
            var finder = GapFinder(NetworkBook(lookup), horizon: request.horizon)
            let gaps = finder.gaps { post in
                post.doctor == doctor && (office == nil || post.office == office)
            }.filter { contract == nil || $0.contract == contract }
            let writes = try choice.writes(for: gaps, &finder, on: today, in: lookup)
            try lookup.check()
            return (gaps, try write(writes, actor: actor, reason: "", in: &transaction))
        }
    }
}

internal import Benefits
package import Merge
internal import Participation
package import Records
internal import Tables

/// An invented 835 for the patients of a group: a service paid as contracted, one below its
/// contract, and one denied because the doctor is said not to be enrolled.
///
/// It is made from the records, so that every figure is what the group's own contracts say.
package struct SampleRemittance: Sendable {
    package let text: String

    /// What a made up claim is of.
    private struct Visit {
        let number: String
        let member: String
        let family: String
        let given: String
        let npi: String
        let code: String
        let contractedCents: Int64
    }

    /// - Parameter day: of service, and of the payment.
    /// - Returns: `nil` where no patient here has a visit that a contract prices.
    package init?(_ lookup: some RecordLookup, on day: Day) {
        let visits = Self.visits(lookup, on: day)
        guard visits.found.count == Self.wanted, let payor = visits.payor else { return nil }
        let paid = visits.found.enumerated().map { index, visit in
            // The second is allowed a tenth less than its contract says, the third nothing.
            (visit: visit, allowed: [100, 90, 0][index] * visit.contractedCents / 100)
        }
        var body = [
            "BPR*I*\(Figure.money(paid.reduce(0) { $0 + $1.allowed }))*C*NON************"
                + Self.written(day),
            "TRN*1*SYNTHETIC\(Self.written(day))*1900000001", "N1*PR*\(payor)",
            "N1*PE*SYNTHETIC DENTAL", "LX*1",
        ]
        for (visit, allowed) in paid { body += Self.segments(visit, allowed: allowed, on: day) }
        let all =
            [
                "ISA*00*          *00*          *ZZ*SYNTHETIC      *ZZ*SAMPLE         *"
                    + "\(Self.written(day).dropFirst(2))*1200*^*00501*000000001*0*P*:",
                "GS*HP*SYNTHETIC*SAMPLE*\(Self.written(day))*1200*1*X*005010X221A1",
                "ST*835*0001",
            ] + body + ["SE*\(body.count + 2)*0001", "GE*1*1", "IEA*1*000000001"]
        self.text = all.map { $0 + "~\n" }.joined()
    }

    private static let wanted = 3

    /// Visits under one payor, each of another patient.
    private static func visits(
        _ lookup: some RecordLookup, on day: Day
    ) -> (found: [Visit], payor: String?) {
        let book = NetworkBook(lookup)
        var byPayor: [RecordID: [Visit]] = [:]
        let coverages = lookup.records(.coverage).filter(\.isActive).sorted { $0.id < $1.id }
        for coverage in coverages.prefix(coveragesMax) {
            guard let payor = payor(of: coverage, lookup),
                let visit = visit(
                    coverage, number: byPayor[payor, default: []].count + 1, book, lookup, on: day)
            else { continue }
            byPayor[payor, default: []].append(visit)
            guard byPayor[payor, default: []].count == wanted else { continue }
            return (byPayor[payor] ?? [], lookup.record(payor)?[Payor.name])
        }
        return ([], nil)
    }

    private static var coveragesMax: Int { 200 }

    private static func payor(
        of coverage: RecordView, _ lookup: some RecordLookup
    ) -> RecordID? {
        coverage[Coverage.insurancePlan].flatMap { lookup.record($0) }?[InsurancePlan.payor]
    }

    private static func visit(
        _ coverage: RecordView, number: Int, _ book: NetworkBook, _ lookup: some RecordLookup,
        on day: Day
    ) -> Visit? {
        guard let member = coverage[Coverage.memberId],
            let patient = coverage[Coverage.patient].flatMap({ lookup.record($0) }),
            patient[Patient.offices].count == 1, let office = patient[Patient.homeOffice],
            let family = patient[Patient.name.family], let given = patient[Patient.name.given]
        else { return nil }
        let code = SampleGroup.codes[number].code
        for post in book.posts(at: office) {
            guard let npi = book.doctor(post.doctor)?.npi else { continue }
            let sources = EstimateSources(lookup, doctor: post.doctor, office: office, on: day)
            guard case .inNetwork(let priced, _) = sources.path(coverage).answer,
                case .priced(let cents, _) = sources.contracted(priced, code)
            else { continue }
            return Visit(
                number: "SYN\(number)", member: member, family: family, given: given, npi: npi,
                code: code, contractedCents: cents)
        }
        return nil
    }

    private static func segments(_ visit: Visit, allowed: Int64, on day: Day) -> [String] {
        let charge = Figure.money(visit.contractedCents * 2)
        let rest = Figure.money(visit.contractedCents * 2 - allowed)
        return [
            "CLP*\(visit.number)*\(allowed == 0 ? 4 : 1)*\(charge)*\(Figure.money(allowed))**12*"
                + "P\(visit.number)",
            "NM1*QC*1*\(visit.family)*\(visit.given)****MI*\(visit.member)",
            "NM1*82*1*SYNTHETIC*DOCTOR****XX*\(visit.npi)",
            "SVC*AD:\(visit.code)*\(charge)*\(Figure.money(allowed))**1",
            "DTM*472*\(written(day))", "CAS*CO*\(allowed == 0 ? "B7" : "45")*\(rest)",
        ]
    }

    /// `20261123`.
    private static func written(_ day: Day) -> String {
        day.description.filter { $0 != "-" }
    }
}

package import Merge
internal import Participation
package import Records
package import Tables

/// The patients whom a contract serves on a day, and what is left to them on the next one: whom
/// its end concerns.
///
/// A patient is concerned at each of his offices that the contract covers on the day, by each
/// coverage whose payor signed the contract or may use it. Whether a single doctor there is in
/// network is no matter: who comes for the first time next week is concerned as well.
package struct ContractPatients: Sendable {
    package let day: Day
    /// By office, name and id.
    package let rows: [Row]

    /// A patient at an office with a coverage.
    package struct Row: Sendable {
        package let patient: RecordID
        package let name: String
        package let office: String
        package let coverage: RecordID
        package let payor: String
        package let plan: String
        /// Codes of the other contracts that serve the coverage at the office on the next day.
        package let others: [String]
        /// Why nobody can tell whether the contract serves the coverage; `nil` where it does.
        package let doubt: String?
    }

    /// - Parameter contract: by id; one that is not held or not active serves nobody.
    package init(of contract: RecordID, on day: Day, _ lookup: some RecordLookup) {
        self.day = day
        let book = NetworkBook(lookup)
        guard let contract = book.contract(contract) else {
            self.rows = []
            return
        }
        let places = book.offices.filter { office in
            // While nobody knows whether it is in force, it is not left out.
            let days = contract.reach.place(office.id, of: office.organization)
                .intersection(contract.reach.inForce ?? .always)
            return book.holds(office.id) && days.contains(day)
        }
        var service = Service(book, contract, day)
        var rows: [Row] = []
        for patient in lookup.records(.patient) where patient.isActive {
            let offices = Set(patient[Patient.offices, each: Patient.offices.office])
            let held = places.filter { offices.contains($0.id) }
            guard !held.isEmpty else { continue }
            for coverage in lookup.records(where: Coverage.patient, is: patient.id) {
                guard let found = service.find(coverage, lookup) else { continue }
                rows += held.map { office in
                    Row(
                        patient: patient.id, name: patient.personName, office: office.code,
                        coverage: coverage.id, payor: found.payor, plan: found.plan,
                        others: service.others(found.insured, office), doubt: found.doubt)
                }
            }
        }
        self.rows = rows.sorted {
            ($0.office, $0.name, $0.patient, $0.coverage)
                < ($1.office, $1.name, $1.patient, $1.coverage)
        }
    }

    /// How many patients the contract certainly serves; one with two coverages or offices is one.
    package var count: Int { certain.count }

    /// How many more it may serve.
    package var countUnknown: Int { Set(rows.map(\.patient)).subtracting(certain).count }

    /// How many of those certainly served no other contract serves at some of their offices.
    package var countWithoutOther: Int {
        Set(rows.filter { $0.doubt == nil && $0.others.isEmpty }.map(\.patient)).count
    }

    private var certain: Set<RecordID> {
        Set(rows.filter { $0.doubt == nil }.map(\.patient))
    }

    /// What a listing or a report shows.
    package func table(of code: String) -> Table {
        var table = Table(
            title: "Patients whom contract \(code) serves on \(day)",
            [
                "office", "name", "payor", "plan", "others", "unknown", .detail("coverage"),
                .key("patient"),
            ])
        for row in rows {
            table.add([
                .text(row.office), .text(row.name), .text(row.payor), .text(row.plan),
                .list(row.others), .text(row.doubt), .id(row.coverage),
                .id(row.patient),
            ])
        }
        return table
    }

    /// The day after which a contract is over, where somebody asked for its end or gave notice.
    package static func lastDay(of contract: RecordView) -> Day? {
        let standing = Workflow.contract.standing(of: contract)
        switch PayorContract.State(standing) {
        case .terminationRequested:
            return standing.last(PayorContract.Step.requestTermination)?[AnyRecord.effectiveOn]
        case .terminating, .terminated:
            return ContractReach(contract, standing, locations: []).inForce?.ranges.last?.last
        default: return nil
        }
    }
}

extension ContractPatients {
    /// What one contract does for coverages, remembered by plan and by payor.
    private struct Service {
        private let book: NetworkBook
        private let contract: NetworkBook.Contract
        private let day: Day
        /// Why nobody can tell whether the contract serves anybody.
        private let doubt: String?
        private var others: [NetworkQuestion.Insured: [NetworkBook.Contract]] = [:]

        struct Found {
            /// `nil` while nobody knows who pays.
            let insured: NetworkQuestion.Insured?
            let payor: String
            let plan: String
            let doubt: String?
        }

        init(_ book: NetworkBook, _ contract: NetworkBook.Contract, _ day: Day) {
            self.book = book
            self.contract = contract
            self.day = day
            self.doubt =
                contract.reach.inForce == nil
                ? Doubt.stepConflict(type: RecordType.payorContract.name).description : nil
        }

        /// - Returns: `nil` where the contract certainly does not serve the coverage.
        func find(_ coverage: RecordView, _ lookup: some RecordLookup) -> Found? {
            guard coverage.isActive,
                let answer = NetworkQuestion.Insured.of(coverage: coverage.id, on: day, in: lookup)
            else { return nil }
            let plan =
                coverage[Coverage.insurancePlan].flatMap { lookup.current(.insurancePlan, $0) }
            let code = plan?[InsurancePlan.code] ?? ""
            var doubt = doubt
            do throws(Uncertainty) {
                guard try CoverageStanding(coverage, lookup).isActive(on: day) else { return nil }
            } catch {
                doubt = doubt ?? error.reason
            }
            switch answer {
            case .failure(let open):
                return Found(
                    insured: nil, payor: "", plan: code, doubt: doubt ?? open.description)
            case .success(let insured):
                let isServed = book.isServed(insured, by: contract, on: day)
                guard isServed != false else { return nil }
                return Found(
                    insured: insured, payor: book.payor(insured.payor)?.code ?? "", plan: code,
                    doubt: doubt ?? (isServed == nil ? Doubt.unconfirmedAccess.description : nil))
            }
        }

        mutating func others(
            _ insured: NetworkQuestion.Insured?, _ office: NetworkBook.Office
        ) -> [String] {
            guard let insured else { return [] }
            // What is in doubt about one coverage says nothing about who serves its payor.
            let asked = NetworkQuestion.Insured(payor: insured.payor, product: insured.product)
            let next = day.advanced(by: 1)
            let serving =
                others[asked]
                ?? book.contracts.filter {
                    $0.id != contract.id && book.isServed(asked, by: $0, on: next) == true
                }
            others[asked] = serving
            return serving.filter {
                $0.reach.days(at: office.id, of: office.organization).contains(next)
            }.map(\.code)
        }
    }
}

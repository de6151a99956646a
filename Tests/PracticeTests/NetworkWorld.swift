import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// A small group for the network's rules: two offices of one entity, two payors, two doctors.
///
/// Records are numbered; a number stands for the same record in every field.
struct NetworkWorld {
    var lookup = TestLookup()
    private var letters: UInt128 = 9_000

    static let entity: UInt128 = 1
    static let north: UInt128 = 11
    static let south: UInt128 = 12
    static let payorA: UInt128 = 21
    static let payorB: UInt128 = 22
    static let contractA: UInt128 = 31
    static let contractB: UInt128 = 32
    static let ada: UInt128 = 41
    static let bo: UInt128 = 42

    /// Contracts of A and B cover both offices since 2020; nobody is enrolled yet.
    init() {
        add(.organization, Self.entity, ["legalName=Synthetic Dental", "tin=900000001"])
        add(.office, Self.north, ["code=N01", "name=North", "organization=\(id(Self.entity))"])
        add(.office, Self.south, ["code=S01", "name=South", "organization=\(id(Self.entity))"])
        add(.payor, Self.payorA, ["code=PA", "name=Payor A"])
        add(.payor, Self.payorB, ["code=PB", "name=Payor B"])
        doctor(Self.ada, "2000000002", "Ada")
        doctor(Self.bo, "2000000010", "Bo")
        contract(Self.contractA, "CA", payor: Self.payorA)
        contract(Self.contractB, "CB", payor: Self.payorB)
    }

    func id(_ number: UInt128) -> RecordID { RecordID(bits: number) }

    /// Writes fields as a person types them.
    mutating func add(_ type: RecordType, _ number: UInt128, _ fields: [String]) {
        let record = id(number)
        do {
            let assignments = try fields.map { try Assignment(parsing: $0) }
            lookup.write(
                try RecordEditor.writes(
                    type: type, record: record, assignments: assignments,
                    before: lookup.state(record)))
        } catch {
            Issue.record("\(type.name): \(error)")
        }
    }

    mutating func step(
        _ workflow: Workflow, _ number: UInt128, _ event: String, on day: String? = nil,
        effectiveOn: String? = nil, document: UInt128? = nil, comment: String? = nil
    ) {
        let record = id(number)
        var draft = StepDraft(
            event, on: day.flatMap { Day($0) }, comment: comment, document: document.map(id))
        draft[AnyRecord.effectiveOn] = effectiveOn.flatMap { Day($0) }
        do {
            let view = lookup.record(record)
            lookup.write([
                try view.map { try workflow.write(draft, on: $0) }
                    ?? workflow.write(draft, creating: record)
            ])
        } catch {
            Issue.record("\(event): \(error)")
        }
    }

    mutating func doctor(_ number: UInt128, _ npi: String, _ given: String) {
        add(.practitioner, number, ["npi=\(npi)", "family=Synthetic", "given=\(given)"])
    }

    /// In force since 2020 at every office of the entity.
    mutating func contract(
        _ number: UInt128, _ code: String, payor: UInt128, _ more: [String] = []
    ) {
        add(
            .payorContract, number,
            [
                "code=\(code)", "organization=\(id(Self.entity))", "payor=\(id(payor))",
                "effectiveFrom=2020-01-01", "locationRule=allLocationsOfTin",
            ] + more)
        step(.contract, number, "execute", on: "2020-01-01")
    }

    mutating func assign(
        _ doctor: UInt128, _ office: UInt128, _ from: String, _ through: String = "",
        role: String = "associate"
    ) {
        add(
            .locationAssignment, 10_000 + doctor * 100 + office,
            [
                "practitioner=\(id(doctor))", "office=\(id(office))", "effectiveFrom=\(from)",
                "effectiveThrough=\(through)", "role=\(role)",
            ])
    }

    mutating func schedule(
        _ doctor: UInt128, _ office: UInt128, _ day: String, appointments: Int,
        _ more: [String] = []
    ) {
        let number = UInt128(Day(day)?.number ?? 0) + doctor * 1_000_000 + office * 100_000_000
        add(
            .scheduleBlock, number,
            [
                "practitioner=\(id(doctor))", "office=\(id(office))", "workedOn=\(day)",
                "appointments=\(appointments)",
            ] + more)
    }

    static func seat(_ doctor: UInt128, _ contract: UInt128, _ office: UInt128) -> UInt128 {
        1_000_000_000 + doctor * 10_000 + contract * 100 + office
    }

    /// A case that somebody opened.
    mutating func open(_ doctor: UInt128, _ contract: UInt128, _ office: UInt128) -> UInt128 {
        let number = Self.seat(doctor, contract, office)
        add(
            .enrollment, number,
            [
                "practitioner=\(id(doctor))", "contract=\(id(contract))", "office=\(id(office))",
            ])
        return number
    }

    /// A letter that gives an effective date; the case itself does not move.
    @discardableResult
    mutating func letter(
        _ enrollment: UInt128, from: String, retro: String = "", superseding: UInt128? = nil
    ) -> UInt128 {
        letters += 1
        let other = superseding.map { id($0).description } ?? ""
        add(.enrollment, enrollment, ["effectiveDates[\(id(letters))]=\(from);\(retro);\(other)"])
        return letters
    }

    /// A case that the payor loaded with a letter.
    @discardableResult
    mutating func enrol(
        _ doctor: UInt128, _ contract: UInt128, _ office: UInt128, from: String,
        through: String = ""
    ) -> UInt128 {
        let number = open(doctor, contract, office)
        let letter = letter(number, from: from)
        step(.enrollment, number, "recorded", on: from, effectiveOn: from, document: letter)
        if !through.isEmpty { add(.enrollment, number, ["effectiveThrough=\(through)"]) }
        return number
    }

    var book: NetworkBook { NetworkBook(lookup) }

    func status(_ enrollment: UInt128) -> EnrollmentStatus? {
        lookup.record(id(enrollment)).map {
            EnrollmentStatus($0, Workflow.enrollment.standing(of: $0))
        }
    }

    func explain(
        _ doctor: UInt128, _ office: UInt128, payor: UInt128, product: String? = nil,
        on day: String
    ) -> NetworkAnswer {
        book.explain(
            NetworkQuestion(
                doctor: id(doctor), office: id(office),
                insured: .init(payor: id(payor), product: product),
                day: Day(day) ?? Day(number: 0)))
    }

    func gaps(_ from: String, _ through: String) -> [NetworkGap] {
        var finder = GapFinder(
            book, horizon: DayRange(from: Day(from), through: Day(through)) ?? .always)
        return finder.gaps()
    }
}

extension NetworkGap {
    /// `CA 2027-02-01 to 2027-02-14: enrolment starts 2027-02-15`.
    func text(in book: NetworkBook) -> String {
        let code = contract.flatMap { book.contract($0)?.code } ?? "-"
        return "\(code) \(days): \(cause)"
    }
}

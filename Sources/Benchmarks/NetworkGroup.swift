import Merge
internal import Participation
internal import Records

/// Workload N: who is in which contract where, in a large group; nobody in it is real.
///
/// 500 doctors work at 50 offices, ten at each. Each office belongs to 50 of 200 contracts, so
/// there are 25,000 cases: six of ten count, two are scheduled, two are under way.
struct NetworkGroup {
    static let offices = 50
    static let doctors = 500
    static let contracts = 200
    /// Days of schedule for each doctor.
    static let days = 20
    static let cases = doctors * contracts / 4
    /// The day on which the group is looked at.
    static let today: Int64 = 20_850

    /// One record as plain facts: what our store and plain SQLite both hold.
    struct Fact {
        let type: RecordType
        let id: RecordID
        /// Attribute, key of a map, value.
        let units: [(attribute: String, key: [Scalar], value: [Scalar])]

        var ops: [Op] {
            units.map { unit in
                Op(
                    record: id, type: type.name, attribute: unit.attribute,
                    key: unit.key.isEmpty ? [] : Value(unit.key).encoded,
                    value: Value(unit.value).encoded)
            }
        }
    }

    let facts: [Fact]

    init() {
        var facts = [
            Fact(
                type: .organization, id: Self.id(.organization, 0),
                units: [("legalName", [], [.text("Synthetic Dental")])]),
            Fact(
                type: .payor, id: Self.id(.payor, 0),
                units: [
                    ("code", [], [.text("P0")]), ("name", [], [.text("Synthetic Payor")]),
                ]),
        ]
        facts += (0..<Self.offices).map(Self.office)
        facts += (0..<Self.contracts).map(Self.contract)
        for doctor in 0..<Self.doctors { facts += Self.doctor(doctor) }
        for office in 0..<Self.offices {
            for contract in 0..<Self.contracts where Self.covers(contract, office) {
                facts.append(Self.location(contract, office))
            }
        }
        for doctor in 0..<Self.doctors {
            let office = doctor % Self.offices
            for contract in 0..<Self.contracts where Self.covers(contract, office) {
                facts.append(Self.enrollment(doctor, contract, office))
            }
        }
        self.facts = facts
    }

    private static func covers(_ contract: Int, _ office: Int) -> Bool {
        (contract + office) % 4 == 0
    }

    private static func id(_ type: RecordType, _ number: Int) -> RecordID {
        RecordID.v5(
            namespace: RecordID(bits: 0xB3AC_0E), name: Array("\(type.name)/\(number)".utf8))
    }

    private static func reference(_ type: RecordType, _ number: Int) -> Scalar {
        .blob(id(type, number).bytes[...])
    }

    private static func office(_ number: Int) -> Fact {
        Fact(
            type: .office, id: id(.office, number),
            units: [
                ("code", [], [.text("N\(100 + number)")]),
                ("name", [], [.text("Office \(number)")]),
                ("organization", [], [reference(.organization, 0)]),
            ])
    }

    private static func contract(_ number: Int) -> Fact {
        Fact(
            type: .payorContract, id: id(.payorContract, number),
            units: [
                ("code", [], [.text("C\(1_000 + number)")]),
                ("parties", [], [reference(.organization, 0), reference(.payor, 0)]),
                ("status", [], [.text("execute"), .int(18_000)]),
                ("term", [], [.int(18_000)]),
                ("locationRule", [], [.text("listedLocations")]),
            ])
    }

    /// The doctor, the assignment and four weeks of hours.
    private static func doctor(_ number: Int) -> [Fact] {
        let person = reference(.practitioner, number)
        let office = reference(.office, number % offices)
        let doctor = Fact(
            type: .practitioner, id: id(.practitioner, number),
            units: [
                ("npi", [], [.text(String(2_000_000_000 + number))]),
                ("legalName", [], [.text("Synthetic\(number)"), .text("Doctor")]),
            ])
        let assignment = Fact(
            type: .locationAssignment, id: id(.locationAssignment, number),
            units: [("pair", [], [person, office]), ("term", [], [.int(19_000)])])
        let hours = (0..<days).map { day in
            Fact(
                type: .scheduleBlock, id: id(.scheduleBlock, number * days + day),
                units: [
                    ("identity", [], [office, person, .int(today + Int64(day))]),
                    ("working", [], [.text("08:00"), .text("17:00"), .int(8)]),
                ])
        }
        return [doctor, assignment] + hours
    }

    private static func location(_ contract: Int, _ office: Int) -> Fact {
        Fact(
            type: .contractLocation, id: id(.contractLocation, contract * offices + office),
            units: [
                ("pair", [], [reference(.payorContract, contract), reference(.office, office)]),
                ("term", [], [.int(18_000)]),
            ])
    }

    private static func enrollment(_ doctor: Int, _ contract: Int, _ office: Int) -> Fact {
        let number = doctor * contracts + contract
        let kind = (doctor + contract / 4) % 10
        let from = kind < 6 ? today - 400 : today + 10
        let letter = reference(.document, number)
        let steps = ["prepare", "submit", "ack", "credentialingApproved", "loaded"]
            .prefix(kind < 8 ? 5 : 3)
        return Fact(
            type: .enrollment, id: id(.enrollment, number),
            units: [
                (
                    "identity", [],
                    [
                        reference(.practitioner, doctor), reference(.payorContract, contract),
                        reference(.office, office),
                    ]
                )
            ] + steps.map { ("status", [], [.text($0), .int(from - 60)]) }
                + (kind < 8 ? [("effectiveDates", [letter], [.int(from)])] : []))
    }
}

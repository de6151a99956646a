internal import Fees
import Merge
internal import Participation
internal import Practice
internal import Records

extension Worker {
    /// The first who works at the centre writes down what the group is: its company, offices and
    /// people, its price lists, its first doctors, payors and contract.
    mutating func found() throws {
        guard office == nil, state(offices[0]).isEmpty else { return }
        let who = Signature(nil, "so it begins")
        let company = RecordID(bits: 0xC0)
        try write(
            .organization, company,
            [
                Assignment(Organization.legalName, "Group"),
                Assignment(Organization.tin, Worker.tin),
            ],
            who)
        for (number, office) in offices.enumerated() {
            try write(
                .office, office,
                [
                    Assignment(Office.code, "O\(number)"), Assignment(Office.name, word()),
                    Assignment(Office.organization, company.description),
                ], who)
        }
        for (user, login) in zip(Worker.users, Worker.logins) {
            try write(.user, user, [Assignment(User.login, login)], who)
        }
        for (number, kind) in ["ucr", "contracted"].enumerated() {
            try write(
                .feeSchedule, RecordID(bits: 0xFEE0 + UInt128(number)),
                [
                    Assignment(FeeSchedule.code, "S\(number)"),
                    Assignment(FeeSchedule.name, word()), Assignment(FeeSchedule.kind, kind),
                ], who)
        }
        try foundNetwork(who)
    }

    private mutating func foundNetwork(_ who: Signature) throws {
        for number in 0..<2 {
            try write(
                .practitioner, RecordID(bits: 0xD0C0 + UInt128(number)),
                doctor(Worker.npis[number]), who)
            try write(
                .payor, RecordID(bits: 0xDA70 + UInt128(number)),
                [Assignment(Payor.code, "P\(number)"), Assignment(Payor.name, word())], who)
        }
        try perform(.contract, contract(with: "P0"), by: who)
    }

    /// A number that no company has.
    private static let tin = "990000001"

    /// Numbers that nobody has, with their check digits.
    static let npis = [
        "2000000002", "2000000010", "2000000028", "2000000036", "2000000044", "2000000051",
    ]

    /// What is said of a new doctor.
    mutating func doctor(_ npi: String) -> [Assignment] {
        [
            Assignment(Practitioner.npi, npi),
            Assignment(Practitioner.legalName.family, word()),
            Assignment(Practitioner.legalName.given, word()),
        ]
    }

    /// A contract that lists its offices, most often with each doctor credentialed by himself.
    mutating func contract(with payor: String) -> AddContract {
        let rule = dice.isLucky(80) ? "eachProviderCredentialed" : "groupCredentialed"
        let facts = [
            Assignment(PayorContract.code, code("C", below: 99)),
            Assignment(PayorContract.payor, payor),
            Assignment(PayorContract.locationRule, "listedLocations"),
            Assignment(PayorContract.providerRule, rule),
        ]
        return AddContract(
            facts, effective: dice.isLucky(85) ? Day(number: 18_000) : nil,
            offices: officeCodes())
    }

    private mutating func write(
        _ type: RecordType, _ record: RecordID, _ facts: [Assignment], _ who: Signature
    ) throws {
        try perform(.create, WriteAsSeen(type, record, .create(facts)), by: who)
    }
}

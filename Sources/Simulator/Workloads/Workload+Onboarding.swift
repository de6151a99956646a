import Merge
import Practice

extension Workload {
    /// The coordinator's desk: contracts, doctors' places, and runs that open a case for each pair.
    static let onboarding = Workload("onboarding", weight: 30) { desk in
        guard desk.office == nil else { return [] }
        let unknown = desk.offices.filter { desk.state($0).isEmpty }
        if !unknown.isEmpty { return unknown.flatMap { office($0, &desk) } }
        switch desk.dice.below(6) {
        case 0: return payorContract(&desk)
        case 1: return desk.some("payor_contract").map { contractLocation($0, &desk) } ?? []
        case 2: return desk.some("practitioner").map { assignment($0, &desk) } ?? []
        case 3: return run(&desk)
        case 4: return abandonment(&desk)
        default: return contractEnd(&desk)
        }
    }

    private static func office(_ office: RecordID, _ desk: inout Worker) -> [Write] {
        [
            Write(office, "office", "code", .text("O\(desk.dice.below(99))")),
            Write(office, "office", "name", desk.text()),
        ]
    }

    private static func payorContract(_ desk: inout Worker) -> [Write] {
        let contract = desk.newID()
        let rule = desk.dice.isLucky(80) ? "eachProviderCredentialed" : "groupCredentialed"
        return [
            Write(contract, "payor_contract", "code", .text("C\(desk.dice.below(99))")),
            Write(contract, "payor_contract", "term", .int(18_000), .null),
            Write(contract, "payor_contract", "locationRule", .text("listedLocations")),
            Write(contract, "payor_contract", "providerRule", .text(rule)),
        ] + contractLocation(contract, &desk)
    }

    private static func contractLocation(
        _ contract: RecordID, _ desk: inout Worker
    ) -> [Write] {
        guard let office = desk.dice.one(of: desk.offices) else { return [] }
        let location = desk.newID()
        return [
            Write(
                location, "contract_location", "pair", desk.reference(contract),
                desk.reference(office)),
            Write(location, "contract_location", "term", .int(18_000), .null),
        ]
    }

    private static func assignment(_ doctor: RecordID, _ desk: inout Worker) -> [Write] {
        guard let office = desk.dice.one(of: desk.offices) else { return [] }
        let place = desk.newID()
        return [
            Write(
                place, "location_assignment", "pair", desk.reference(doctor),
                desk.reference(office)),
            Write(place, "location_assignment", "term", .int(18_000), .null),
        ]
    }

    private static func run(_ desk: inout Worker) -> [Write] {
        let doctor = desk.some("practitioner") ?? desk.newID()
        let run = desk.newID()
        return [
            Write(doctor, "practitioner", "legalName", desk.text(), desk.text()),
            Write(run, "onboarding_run", "practitioner", desk.reference(doctor)),
            Write(run, "onboarding_run", "startsOn", .int(19_000)),
            Write(run, "onboarding_run", "status", .text("start"), .int(19_000)),
        ] + assignment(doctor, &desk)
    }

    private static func abandonment(_ desk: inout Worker) -> [Write] {
        guard desk.dice.isLucky(20), let run = desk.some("onboarding_run") else { return [] }
        let heads = desk.state(run).entries(of: "status").map(\.id)
        return [
            Write(
                run, "onboarding_run", "status", .text("abandon"), .int(19_001), .text("left"),
                .null, .blob(EntryList.encode(heads)))
        ]
    }

    private static func contractEnd(_ desk: inout Worker) -> [Write] {
        guard let contract = desk.some("payor_contract") else { return [] }
        return [
            Write(
                contract, "payor_contract", "term", .int(18_000),
                desk.dice.isLucky(50) ? .null : .int(19_500))
        ]
    }
}

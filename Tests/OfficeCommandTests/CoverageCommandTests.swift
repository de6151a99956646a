import Foundation
import HouseKit
import Testing

/// Coverages verified, ordered and corrected; plans ruled; what a patient pays.
struct CoverageCommandTests {
    @Test func `a coverage waits for the payor's word, and the word ends the wait`() async throws {
        let house = try await House()
        let (patient, coverage) = try await house.insurePat()
        let office = house["A01"]
        var row = try await office.row("coverage list --stale")
        #expect(row["id"] == coverage && row["needs"]?.contains("never verified") == true)
        let verification = try await office.done(
            "coverage verify \(coverage) --method portal --active --reference R-1 "
                + "--maximum-used 250.00 --deductible-met 50.00 --served D1110:2026-01-10")
        row = try await office.row("coverage list --patient \(patient)")
        #expect(row["state"] == "active" && row["verified"] == "2027-01-15")
        #expect(try await office.rows("coverage list --stale").isEmpty)
        let word = try await office.fields("benefit_verification", verification)
        #expect(word["callReference"] == "R-1" && word["method"] == "portal")
        let usage = try await office.row("list benefit_usage")
        #expect(usage["maximumUsed"] == "250.00" && usage["deductibleMet"] == "50.00")
        try house.sync()
        #expect(try await house["B01"].rows("coverage list --stale").isEmpty)
    }

    @Test func `a word that cannot be is refused, with nothing written`() async throws {
        let house = try await House()
        let coverage = try await house.insurePat().coverage
        let office = house["A01"]
        let start = "coverage verify \(coverage)"
        for more in [
            "--method smoke --active", "--method portal --active --maximum-used lots",
            "--method portal --active --served XX:2026-01-10",
            "--method portal --active --served D1110:yesterday",
            "--method portal --active --on 2027-01-16",
        ] {
            #expect(try await office.run("\(start) \(more)").code == 1, "\(more)")
        }
        #expect(try await office.run("\(start) --method portal").code == 2)
        #expect(try await office.run("coverage verify 00000000 --method portal --active").code == 1)
        try await office.done("\(start) --method portal --active --dry-run")
        #expect(try await office.rows("list benefit_verification").isEmpty)
        #expect(try await office.rows("list benefit_usage").isEmpty)
    }

    @Test func `an inactive answer writes the last day`() async throws {
        let house = try await House()
        let coverage = try await house.insurePat().coverage
        try await house["A01"].done(
            "coverage verify \(coverage) --method phone --inactive --through 2026-12-31 --rep Sam")
        try house.sync()
        let fields = try await house["B01"].fields("coverage", coverage)
        #expect(fields["effectiveThrough"] == "2026-12-31")
        #expect(try await house["B01"].row("coverage list")["state"] == "inactive")
    }

    @Test func `a card is corrected as a whole, and waits for verification again`() async throws {
        let house = try await House()
        let coverage = try await house.insurePat().coverage
        let office = house["A01"]
        try await office.done("coverage verify \(coverage) --method 271 --active")
        house.clock.pass(days: 1)
        try await office.done("coverage update \(coverage) --member-id M2 --relationship child")
        let fields = try await office.fields("coverage", coverage)
        #expect(fields["memberId"] == "M2" && fields["relationship"] == "child")
        #expect(fields["effectiveFrom"] == "2026-01-01")
        #expect(try await office.rows("coverage list --stale").count == 1)
        #expect(try await office.misuse("coverage update \(coverage)").hasPrefix("Error: Say what"))
        #expect(try await office.run("coverage update \(coverage) --relationship twin").code == 1)
        #expect(try await office.run("coverage update \(coverage) --from soon").code == 1)
        try await office.done("coverage update \(coverage) --member-id ''")
        #expect(try await office.fields("coverage", coverage)["memberId"] == nil)
    }

    @Test func `a request waits on the day's list until its appointment`() async throws {
        let house = try await House()
        let coverage = try await house.insurePat().coverage
        try await house.addPeople()
        let office = house["A01"]
        try await office.done("coverage request \(coverage) --appointment 2027-01-20")
        let item = try await office.row("today --kind verification")
        #expect(item["due"] == "2027-01-20" && item["about"]?.contains("asked for") == true)
        #expect(try await office.run("coverage request \(coverage) --assignee nobody").code == 1)
    }

    @Test func `the order takes the patient's own coverages, each once`() async throws {
        let house = try await House()
        let (patient, first) = try await house.insurePat()
        let office = house["A01"]
        let second = try await office.done(
            "create coverage patient=\(patient) insurancePlan=PL1 effectiveFrom=2026-02-01")
        let other = try await office.done("create patient family=Other")
        let foreign = try await office.done("create coverage patient=\(other) insurancePlan=PL1")
        let start = "coverage order \(patient) --from 2026-03-01 --primary \(second)"
        for wrong in [second, foreign, "00000000"] {
            #expect(try await office.run("\(start) --secondary \(wrong)").code == 1, "\(wrong)")
        }
        #expect(
            try await office.misuse("\(start) --tertiary \(first)").hasPrefix(
                "Error: A third coverage needs a --secondary before it."))
        #expect(try await office.fields("patient", patient).list("coverageOrder").isEmpty)
        try await office.done("\(start) --secondary \(first)")
        #expect(try await office.fields("patient", patient).list("coverageOrder").count == 1)
    }

    @Test func `a plan's rules are set, replaced, listed in words and taken off`() async throws {
        let house = try await House()
        _ = try await house.insurePat()
        let desk = house.centre
        let basic = "plan rule set PL1 --kind coinsurance --category basic --network in"
        try await desk.done("\(basic) --pays 80 --deductible yes")
        try await desk.done(
            "plan rule set PL1 --kind limitation --amount 1500.00 --period calendarYear")
        let rules = try await desk.rows("plan rule list PL1")
        #expect(rules.map { $0["kind"] } == ["coinsurance", "limitation"])
        #expect(
            rules[0]["rule"]
                == "coinsurance, category basic, in network: the plan pays 80.00 %, after the "
                + "deductible")
        #expect(rules[1]["rule"] == "limitation, whole plan: 1500.00, a calendar year")
        #expect(rules.allSatisfy { $0["isContested"] == "false" })
        try await desk.done("\(basic) --pays 70")
        let replaced = try await desk.rows("plan rule list PL1")
        #expect(replaced.count == 2 && replaced[0]["rule"]?.contains("70.00 %") == true)
        try await desk.done("plan rule remove PL1 --kind limitation")
        #expect(try await desk.rows("plan rule list PL1").map { $0["kind"] } == ["coinsurance"])
        #expect(
            try await desk.refusal("plan rule remove PL1 --kind limitation")
                == "the record says so already: nothing was written")
    }

    @Test func `a rule that makes no sense is refused, and an office proposes one`() async throws {
        let house = try await House()
        _ = try await house.insurePat()
        let desk = house.centre
        let percent = "rules.planPays: expected a percentage from 0 to 100, such as 80 or 12.5"
        for pays in ["lots", "180"] {
            #expect(
                try await desk.refusal("plan rule set PL1 --kind coinsurance --pays \(pays)")
                    == percent)
        }
        #expect(
            try await desk.refusal("plan rule set PL1 --kind coinsurance --pays 0.8").hasPrefix(
                "that is less than 1 %, as a spreadsheet stores 50 %"))
        try await desk.done("plan rule set PL1 --kind coinsurance --pays 0.5% --dry-run")
        #expect(
            try await desk.refusal("plan rule set PL1 --kind bogus --pays 80").hasPrefix(
                "rules.kind: expected one of coinsurance, deductible"))
        #expect(try await desk.run("plan rule list ZZ").code == 1)
        #expect(try await desk.rows("plan rule list PL1").isEmpty)
        let asked = try await house["A01"].run("plan rule set PL1 --kind coinsurance --pays 80")
        #expect(asked.said[0].hasSuffix("as 1 proposal:"))
        #expect(try await house["A01"].rows("plan rule list PL1").isEmpty)
    }

    /// A patient at A01 whose doctor, fees and plan are all on file.
    private func priced() async throws -> (house: House, patient: String) {
        let house = try await House()
        try await house.addPeople()
        let (patient, coverage) = try await house.insurePat()
        let desk = house.centre
        for line in [
            "create organization legalName=Maple tin=900000001",
            "edit office A01 organization=900000001",
            "create practitioner npi=2000000002 family=Sample given=Nina",
            "create location_assignment practitioner=2000000002 office=A01 "
                + "effectiveFrom=2020-01-01",
            "create payor_contract code=C1 organization=900000001 payor=P1 "
                + "effectiveFrom=2020-01-01 locationRule=listedLocations "
                + "providerRule=groupCredentialed status+=execute;2020-01-01",
            "create contract_location contract=C1 office=A01 effectiveFrom=2020-01-01",
            "create code_group name=basic codes+=D2391 uses+=category",
            "edit insurance_plan PL1 planKind=ppoPercentage benefitYearMonth=1",
            "plan rule set PL1 --kind coinsurance --category basic --pays 80 --deductible yes",
            "plan rule set PL1 --kind deductible --amount 50.00 --period calendarYear",
            "plan rule set PL1 --kind limitation --amount 1000.00 --period calendarYear",
            "coverage verify \(coverage) --method 271 --active --maximum-used 0.00 "
                + "--deductible-met 50.00",
            "create fee-schedule code=UCR name=UCR kind=ucr offices+=A01",
        ] { try await desk.done(line) }
        try await house.publishFees("PPO", "D2391,150.05\n", from: "2027-01-15")
        try await desk.done("edit fee-schedule PPO contract=C1")
        try await house.approveDraft(of: "UCR", "D2391,210.00\n")
        try await desk.done("fees publish UCR --effective 2027-01-15 --as ann")
        try house.sync()
        return (house, patient)
    }

    @Test func `an estimate is to the cent, with every step's source, and none is guessed`()
        async throws
    {
        let (house, patient) = try await priced()
        let office = house["A01"]
        let ask = "estimate --patient \(patient) --doctor 2000000002"
        let lines = try await office.rows(ask + " D2391 --explain")
        // 80 % of 150.05 is 120.04; the deductible is met.
        let line = lines[0]
        #expect(line["usual"] == "210.00" && line["allowed"] == "150.05")
        #expect(line["primary"] == "120.04" && line["writeOff"] == "59.95")
        #expect(line["patient"] == "30.01" && line["isKnown"] == "true")
        #expect(lines[1]["line"] == "total" && lines[1]["patient"] == "30.01")
        let sources = try line.rows("steps").compactMap { $0["source"] }
        #expect(sources.contains { $0.contains("schedule PPO version 1") })
        let unknown = try await office.rows(ask + " D9999")
        #expect(unknown[0]["isKnown"] == "false" && unknown[0]["patient"] == nil)
        #expect(try !unknown[0].list("unknown").isEmpty)
        #expect(try await office.rows("list estimate").isEmpty)
    }

    @Test func `an estimate is asked of somebody, for services that there are`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        let office = house["A01"]
        let start = "estimate --doctor 2000000002"
        let misuses = [
            "\(start) D2391": "Error: Name a --patient or a --coverage.",
            "\(start) --patient \(patient) D2391:99": "Error: There is no tooth 99",
            "\(start) --patient \(patient) D2391:1:2": "Error: A service is written CODE or",
            "\(start) --patient \(patient) D2391 --instead-of x": "Error: --instead-of goes with",
        ]
        for (line, words) in misuses {
            #expect(try await office.misuse(line).hasPrefix(words), "\(line)")
        }
        #expect(try await office.run("\(start) --patient \(patient) D2391").code == 1)
        #expect(try await office.run("\(start) --patient 00000000 D2391").code == 1)
    }

    @Test func `an estimate that was given stays, and a recall names the patient`() async throws {
        let (house, patient) = try await priced()
        let office = house["A01"]
        let ask = "estimate --patient \(patient) --doctor 2000000002 D2391"
        #expect(
            try await office.run(ask).said.last == "not kept: --give keeps what a patient is given")
        let given = try await office.run(ask + " --give")
        #expect(given.said.contains { $0.hasPrefix("kept as given: estimate ") })
        #expect(try await office.run(ask + " --give --instead-of ffffffff").code == 1)
        try house.sync()
        #expect(try await house.centre.rows("fees estimates PPO").isEmpty)
        let uses = try await house.centre.row("fees estimates PPO --number 1")
        #expect(uses["patient"] == patient && uses["patientShare"] == "30.01")
        #expect(
            try await house.centre.misuse("fees estimates --number 1").hasPrefix(
                "Error: A --number"))
        let recall = try await house.centre.run(
            "fees recall PPO 1 --as ann --approver bob --reason wrong")
        #expect(recall.err.contains("as far as offices have sent them: 1"))
        try house.sync()
        let item = try await office.row("today --kind estimate")
        #expect(item["about"]?.contains("PPO version 1, now none") == true)
        let changed = try await house.centre.row("fees estimates PPO")
        #expect(changed["isChanged"] == "true" && changed["patient"] == patient)
        // Done anew in its place, nobody is named any more.
        let first = item["id"] ?? ""
        try await office.done(ask + " --give --instead-of \(first.suffix(8))")
        try house.sync()
        for seat in [office, house.centre] {
            #expect(try await seat.rows("today --kind estimate").isEmpty)
        }
        #expect(try await office.rows("list estimate").count == 2)
    }

    @Test func `what a patient would be given is rehearsed, and neither kept nor filed`()
        async throws
    {
        let (house, patient) = try await priced()
        let office = house["A01"]
        let path = office.folderPath + "-rehearsed.pdf"
        let asked = "--patient \(patient) --doctor 2000000002 D2391 --give --dry-run"
        for line in [
            "estimate \(asked)", "estimate print \(asked) --format pdf --output \(path)",
            "summary print \(patient) --give --dry-run --output \(path)",
        ] {
            let rehearsed = try await office.run(line)
            #expect(rehearsed.code == 0, "\(rehearsed)")
            #expect(rehearsed.said.last?.hasPrefix("nothing was written: ") == true, "\(line)")
            #expect(!rehearsed.said.contains { $0.contains("kept as given") }, "\(line)")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await office.rows("summary given \(patient)").isEmpty)
        #expect(try await office.rows("list estimate").isEmpty)
        // What would be refused is, also in a rehearsal.
        #expect(try await office.run("estimate \(asked) --instead-of ffffffff").code == 1)
    }

    @Test func `what a patient is handed is kept as it was`() async throws {
        let (house, patient) = try await priced()
        let office = house["A01"]
        let first = try await office.run("summary print \(patient)")
        #expect(first.out.contains("Shared") && first.out.contains("Payor One"))
        #expect(try await office.rows("summary given \(patient)").isEmpty)
        let printed = try await office.done("summary print \(patient) --give")
        try await office.done("edit patient \(patient) family=Other")
        let given = try await office.row("summary given \(patient)")
        #expect(given["office"] == "A01" && given["givenOn"] == "2027-01-15")
        #expect(try await office.done("summary given --show \(given["summary"] ?? "")") == printed)
        #expect(try await office.run("summary given").code == 2)
        #expect(try await office.run("summary given --show ffffffff").code == 1)
        #expect(try await office.run("summary print \(patient) --format pdf").code == 2)
        let path = office.folderPath + "-summary.pdf"
        #expect(
            try await office.done("summary print \(patient) --format pdf --output \(path)") == path)
        #expect(
            try await office.run("summary print \(patient) --format pdf --output \(path)").code == 1
        )
        let estimate = try await office.run(
            "estimate print --patient \(patient) --doctor 2000000002 D2391")
        #expect(estimate.out.contains("30.01"))
    }
}

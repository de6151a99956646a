import Benefits
import Fees
import Merge
import Participation
import Records
import Testing

/// An estimate from records alone: enrolment, contract, published fees, plan.
struct EstimateSourcesTests {
    private static let doctor = RecordID(bits: 0xD0)
    private static let office = RecordID(bits: 0xE0)
    private static let organization = RecordID(bits: 0xE1)
    private static let contract = InsuredPatient.contract

    /// One doctor at one office under one contract, with contracted and usual fees.
    private static func patient() -> InsuredPatient {
        var patient = InsuredPatient()
        patient.add(.organization, organization, ["legalName=Synthetic", "tin=900000001"])
        patient.add(.office, office, ["code=A", "name=A", "organization=\(organization)"])
        patient.add(.practitioner, doctor, ["npi=2000000002", "family=S", "given=S"])
        patient.add(
            .locationAssignment, RecordID(bits: 0xD1),
            [
                "practitioner=\(doctor)", "office=\(office)", "effectiveFrom=2020-01-01",
            ])
        patient.add(
            .payorContract, contract,
            [
                "code=C1", "organization=\(organization)", "payor=\(InsuredPatient.payor)",
                "effectiveFrom=2020-01-01", "locationRule=listedLocations",
                "providerRule=groupCredentialed", "status+=execute;2020-01-01",
            ])
        patient.add(
            .contractLocation, RecordID(bits: 0x61),
            [
                "contract=\(contract)", "office=\(office)", "effectiveFrom=2020-01-01",
            ])
        addSchedule(0x80, "SF1", ["kind=contracted", "contract=\(contract)"], 75_00, &patient)
        addSchedule(0x90, "UCR", ["kind=ucr"], 100_00, &patient)
        return patient
    }

    /// A schedule whose first version prices X1 and holds from 2026 on.
    private static func addSchedule(
        _ number: UInt128, _ code: String, _ fields: [String], _ cents: Int64,
        _ patient: inout InsuredPatient
    ) {
        let schedule = RecordID(bits: number)
        let version = RecordID(bits: number + 1)
        patient.add(
            .feeSchedule, schedule, ["code=\(code)", "name=\(code)", "offices+=\(office)"] + fields)
        let lines = FeeLines([FeeLine(FeeKey("X1"), .priced(cents: cents))])
        let from = Day("2026-01-01") ?? Day(number: 0)
        patient.take([
            Write(
                record: version, type: RecordType.feeScheduleVersion.name, attribute: "version",
                value: Value([
                    .blob(schedule.bytes[...]), .int(1), .int(from.number), .null,
                    .text(lines.digest), .int(1), .null, .null, .null, .null, .null,
                    .blob(lines.packed),
                ]).encoded),
            Write(
                record: schedule, type: RecordType.feeSchedule.name, attribute: "releases",
                value: Value([
                    .text("publish"), .blob(version.bytes[...]), .text(lines.digest),
                    .int(from.number),
                ]).encoded),
        ])
    }

    private static func estimate(_ patient: InsuredPatient, on day: String) throws -> Estimate {
        let view = try #require(patient.lookup.record(InsuredPatient.patient))
        let day = try #require(Day(day))
        let sources = EstimateSources(
            patient.lookup, doctor: doctor, office: office, on: day)
        return Estimator(
            patient.lookup, patient: view, on: day, today: InsuredPatient.today, sources: sources
        ).estimate([("X1", nil)])
    }

    @Test func `contract, schedule and plan come together`() throws {
        let estimate = try Self.estimate(Self.patient(), on: "2026-06-15")
        #expect(estimate.payers.map(\.isInNetwork) == [true])
        let line = estimate.lines[0]
        #expect(line.usualCents == 100_00)
        #expect(line.allowedCents == 75_00)
        #expect(line.patientCents == 0)
        #expect(line.steps.contains { $0.source == "schedule SF1 version 1 from 2026-01-01" })
    }

    @Test func `before the contract begins the doctor is out of network`() throws {
        var patient = Self.patient()
        patient.add(.contractLocation, RecordID(bits: 0x61), ["effectiveFrom=2026-07-01"])
        let estimate = try Self.estimate(patient, on: "2026-06-15")
        #expect(estimate.payers.map(\.isInNetwork) == [false])
        #expect(estimate.lines[0].patientCents == nil)
    }

    @Test func `two schedules for one contract are for a person to tell apart`() throws {
        var patient = Self.patient()
        Self.addSchedule(
            0xA0, "SF2", ["kind=contracted", "contract=\(Self.contract)"], 70_00, &patient)
        let found = try Self.estimate(patient, on: "2026-06-15").lines[0].uncertainties
        #expect(found.first?.candidates == ["SF1", "SF2"])
        patient.add(
            .feeAssignment, RecordID(bits: 0xA8),
            [
                "schedule=\(RecordID(bits: 0xA0))", "scope=contract", "contract=\(Self.contract)",
            ])
        #expect(try Self.estimate(patient, on: "2026-06-15").lines[0].allowedCents == 70_00)
    }

    private static func line(_ patient: InsuredPatient) throws -> Estimate.Line {
        try #require(try estimate(patient, on: "2026-06-15").lines.first)
    }

    @Test func `an empty schedule of usual fees takes no usual fee away`() throws {
        var patient = Self.patient()
        patient.add(
            .feeSchedule, RecordID(bits: 0xB0),
            ["code=UCR2", "name=UCR2", "kind=ucr", "offices+=\(Self.office)"])
        #expect(try Self.line(patient).usualCents == 100_00)
        #expect(try Self.line(patient).warnings == [])
        let share = FeeSchedule(
            try #require(patient.lookup.record(RecordID(bits: 0x80))), lookup: patient.lookup)
        let day = try #require(Day("2026-06-15"))
        #expect(share.usual(on: day, lookup: patient.lookup)?.count == 1)
    }

    @Test func `an assigned schedule without a version is passed over, and told`() throws {
        var patient = Self.patient()
        patient.add(
            .feeSchedule, RecordID(bits: 0xB0), ["code=UCR2", "name=UCR2", "kind=ucr"])
        patient.add(
            .feeAssignment, RecordID(bits: 0xB8),
            ["schedule=\(RecordID(bits: 0xB0))", "scope=office", "office=\(Self.office)"])
        #expect(try Self.line(patient).usualCents == 100_00)
        #expect(
            try Self.line(patient).warnings == [
                "UCR2 comes first by its assignment and has no version in force on 2026-06-15: "
                    + "another schedule is used; publish a version of it, or end the assignment"
            ])
    }

    @Test func `of two schedules of usual fees in force the command that decides is told`() throws {
        var patient = Self.patient()
        Self.addSchedule(0xB0, "UCR2", ["kind=ucr"], 90_00, &patient)
        #expect(
            try Self.line(patient).warnings == [
                "no usual fee: several fee schedules price this case alike; `bridgework fees "
                    + "assign SCHEDULE --at A --precedence 1` says which comes first: UCR / UCR2"
            ])
        patient.add(
            .feeAssignment, RecordID(bits: 0xB8),
            [
                "schedule=\(RecordID(bits: 0xB0))", "scope=office", "office=\(Self.office)",
                "precedence=1",
            ])
        #expect(try Self.line(patient).usualCents == 90_00)
    }

    @Test func `where no schedule is in force the assigned one is named`() throws {
        let early = try Self.estimate(Self.patient(), on: "2025-06-15").lines[0]
        #expect(
            early.warnings == ["no usual fee: UCR has no version in force on 2025-06-15"])
    }

    @Test func `a plan's own schedule prices what is out of network`() throws {
        var patient = Self.patient()
        patient.add(.contractLocation, RecordID(bits: 0x61), ["effectiveFrom=2026-07-01"])
        Self.addSchedule(0xA0, "OUT", ["kind=outOfNetworkAllowed"], 60_00, &patient)
        patient.add(
            .feeAssignment, RecordID(bits: 0xA8),
            [
                "schedule=\(RecordID(bits: 0xA0))", "scope=plan",
                "insurancePlan=\(InsuredPatient.plan)",
            ])
        let line = try Self.estimate(patient, on: "2026-06-15").lines[0]
        #expect(line.paysCents == [60_00])
        #expect(line.patientCents == 40_00)
    }
}

// What many tests begin with, by the commands that people type.

extension House {
    /// Ann, who imports and asks, and Bob, who approves.
    package func addPeople() async throws {
        try await centre.done("user add ann --role coordinator --name Ann")
        try await centre.done("user add bob --role approver --name Bob")
    }

    /// One payor with a contract that credentials each doctor at office A01.
    package func signContract() async throws {
        try await centre.done("create organization 'legalName=Maple' tin=900000001 tinKind=ein")
        for code in ["A01", "B01"] {
            try await centre.done("edit office \(code) organization=900000001")
        }
        try await centre.done("create payor code=SDP 'name=Synthetic Dental Plan'")
        try await centre.done(
            """
            contract add SDP-1 --payor SDP --effective 2026-01-01 --offices A01 \
            --renewal 2027-06-01 --notice-days 90 locationRule=listedLocations \
            providerRule=eachProviderCredentialed
            """)
    }

    /// The contract, and Nina in its onboarding at A01 from 1 February 2027.
    ///
    /// - Returns: the id of her case.
    package func onboardNina() async throws -> String {
        try await signContract()
        try await centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        try await centre.done("doctor onboard 2000000002 --start 2027-02-01 --offices A01")
        try sync()
        return try await centre.row("case list")["id"] ?? ""
    }

    /// Brings Nina into the network from a day on, by a letter.
    package func enrolNina(from day: String) async throws -> String {
        let id = try await onboardNina()
        let letter = try centre.file("letter.txt", "effective \(day)")
        try await centre.done("case advance \(id) recorded --effective \(day) --document \(letter)")
        try sync()
        return id
    }

    /// A fee schedule of office A01, imported by Ann and approved by Bob.
    ///
    /// - Parameter fees: lines `CODE,AMOUNT`.
    package func approveFees(_ schedule: String, _ fees: String) async throws {
        try await centre.done(
            "create fee-schedule code=\(schedule) name=\(schedule) kind=contracted offices+=A01")
        try await approveDraft(of: schedule, fees)
    }

    /// The next draft of a schedule, imported by Ann and approved by Bob.
    package func approveDraft(of schedule: String, _ fees: String) async throws {
        let file = try centre.file("fees.csv", "Code,Fee\n" + fees)
        let lines = try await centre.run(
            "fees import \(file) --schedule \(schedule) --map code=Code,amount=Fee --as ann"
        ).lines
        let digest = lines.last { $0.hasPrefix("digest ") }?.dropFirst(7).prefix(12) ?? ""
        try await centre.done("fees submit \(schedule) --as ann --reason looked")
        try await centre.done("fees approve \(schedule) --digest \(digest) --as bob")
    }

    /// A schedule that is approved, published from a day on, and known to all.
    package func publishFees(
        _ schedule: String, _ fees: String, from day: String = "2027-02-01"
    ) async throws {
        try await approveFees(schedule, fees)
        try await centre.done(
            "fees publish \(schedule) --effective \(day) --as ann --reason 'as agreed'")
        try sync()
    }

    /// A patient of both offices with one coverage, known to all.
    package func insurePat() async throws -> (patient: String, coverage: String) {
        try await centre.done("create payor code=P1 'name=Payor One'")
        try await centre.done("create insurance-plan code=PL1 payor=P1 'groupName=Plan One'")
        let patient = try await centre.done(
            "create patient family=Shared given=Pat birthDate=1980-01-01 offices+=A01 offices+=B01")
        let coverage = try await centre.done(
            "create coverage patient=\(patient) insurancePlan=PL1 relationship=self memberId=M1 "
                + "effectiveFrom=2026-01-01")
        try sync()
        return (patient, coverage)
    }
}

import HouseKit

/// An 835 for a test, made up: nobody in it exists.
struct RemittanceFile {
    var trace = "TRACE1"
    var payor = "Payor One"
    var payeeNPI: String?
    var isTest = false
    var paidOn = "20270114"
    /// In cents; what its claims come to unless said.
    var cents: Int?
    var claims: [Claim] = []
    var control = "000000101"
    /// What the payor takes beside its claims, in cents.
    var account = 0

    struct Claim {
        var number = "PMS1"
        var status = "1"
        var member = "M1"
        var family = "SHARED"
        var given = "PAT"
        var npi: String? = "2000000002"
        /// Code, charge, what is written off, what is left to the patient, in cents.
        var lines: [(code: String, charged: Int, writtenOff: Int, toPatient: Int)] = [
            ("D2391", 21_000, 5_995, 3_001)
        ]
        var denial: String?
        var denialGroup = "CO"
        /// The payor names no service: its reasons are of the claim.
        var isWhole = false
        /// What another payor decided of each line, in cents.
        var afterOther = 0
        var servedOn = "20270115"

        var charged: Int { lines.reduce(0) { $0 + $1.charged } }
        var paid: Int {
            denial != nil
                ? 0
                : lines.reduce(0) { $0 + $1.charged - $1.writtenOff - $1.toPatient - afterOther }
        }
    }

    private static func money(_ cents: Int) -> String {
        let size = abs(cents)
        return (cents < 0 ? "-" : "") + "\(size / 100)." + (size % 100 < 10 ? "0" : "")
            + "\(size % 100)"
    }

    private static func segments(_ claim: Claim) -> [String] {
        let name = "\(claim.family)*\(claim.given)"
        var all = [
            "CLP*\(claim.number)*\(claim.status)*\(money(claim.charged))*\(money(claim.paid))**12*"
                + "P\(claim.number)",
            "NM1*QC*1*\(name)****MI*\(claim.member)",
        ]
        if let npi = claim.npi { all.append("NM1*82*1*SAMPLE*NINA****XX*\(npi)") }
        if claim.isWhole {
            let reason = "\(claim.denialGroup)*\(claim.denial ?? "16")"
            return all + ["CAS*\(reason)*\(money(claim.charged))"]
        }
        for line in claim.lines {
            let paid =
                claim.denial != nil
                ? 0 : line.charged - line.writtenOff - line.toPatient - claim.afterOther
            all.append("SVC*AD:\(line.code)*\(money(line.charged))*\(money(paid))**1")
            all.append("DTM*472*\(claim.servedOn)")
            if let denial = claim.denial {
                all.append("CAS*\(claim.denialGroup)*\(denial)*\(money(line.charged))")
            } else {
                all.append("CAS*CO*45*\(money(line.writtenOff))")
                all.append("CAS*PR*2*\(money(line.toPatient))")
                if claim.afterOther != 0 {
                    all.append("CAS*OA*23*\(money(claim.afterOther))")
                }
            }
        }
        return all
    }

    var text: String {
        let total = cents ?? claims.reduce(-account) { $0 + $1.paid }
        var body = [
            "BPR*I*\(Self.money(total))*C*ACH************\(paidOn)",
            "TRN*1*\(trace)*1900000001", "N1*PR*\(payor)",
            "N1*PE*MAPLE" + (payeeNPI.map { "*XX*\($0)" } ?? ""), "LX*1",
        ]
        body += claims.flatMap(Self.segments)
        if account != 0 {
            body.append("PLB*2000000010*20271231*WO:OLD*\(Self.money(account))")
        }
        let all =
            [
                "ISA*00*          *00*          *ZZ*SYNTHETIC      *ZZ*SAMPLE         *270114*1200"
                    + "*^*00501*\(control)*0*\(isTest ? "T" : "P")*:",
                "GS*HP*SYNTHETIC*SAMPLE*20270114*1200*1*X*005010X221A1", "ST*835*0001",
            ] + body + ["SE*\(body.count + 2)*0001", "GE*1*1", "IEA*1*\(control)"]
        return all.map { $0 + "~\n" }.joined()
    }
}

extension House {
    /// A patient of both offices whose doctor and contracted fees are on file.
    static func priced() async throws -> (house: House, patient: String, coverage: String) {
        let house = try await House()
        try await house.addPeople()
        let (patient, coverage) = try await house.insurePat()
        for line in [
            "create organization legalName=Maple tin=900000001",
            "edit office A01 organization=900000001 locationNpi2=2000000010",
            "create practitioner npi=2000000002 family=Sample given=Nina",
            "create location_assignment practitioner=2000000002 office=A01 "
                + "effectiveFrom=2020-01-01",
            "create payor_contract code=C1 organization=900000001 payor=P1 "
                + "effectiveFrom=2020-01-01 locationRule=listedLocations "
                + "providerRule=groupCredentialed status+=execute;2020-01-01",
            "create contract_location contract=C1 office=A01 effectiveFrom=2020-01-01",
            "edit patient \(patient) homeOffice=A01",
        ] { try await house.centre.done(line) }
        try await house.publishFees("PPO", "D2391,150.05\nD1110,80.00\n", from: "2027-01-15")
        try await house.centre.done("edit fee-schedule PPO contract=C1")
        try house.sync()
        return (house, patient, coverage)
    }
}

/// Interchanges made up from a seed: nobody in them exists.
struct SyntheticX12 {
    private var seed: UInt64
    var elements = "*"
    var components = ":"
    var ends = "~\n"

    init(seed: UInt64) {
        self.seed = seed
    }

    /// Between nought and that, by the seed.
    mutating func roll(_ count: Int) -> Int {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(seed >> 33) % count
    }

    /// An interchange of one group with these sets.
    func interchange(_ sets: [[String]], guide: String = "005010X221A1") -> String {
        let header =
            "ISA*00*          *00*          *ZZ*SYNTHETIC      *ZZ*SAMPLE         *261101*1200*"
            + "^*00501*000000101*0*T*:"
        let bodies = sets.enumerated().flatMap { index, body in
            let control = String(1_000 + index)
            return ["ST*835*\(control)"] + body + ["SE*\(body.count + 2)*\(control)"]
        }
        let all =
            [header, "GS*HP*SYNTHETIC*SAMPLE*20261101*1200*101*X*\(guide)"] + bodies
            + ["GE*\(sets.count)*101", "IEA*1*000000101"]
        return all.map(written).joined()
    }

    /// A segment with this interchange's separators.
    private func written(_ segment: String) -> String {
        String(segment.map { $0 == "*" ? elements.first ?? "*" : $0 == ":" ? mark : $0 }) + ends
    }

    private var mark: Character { components.first ?? ":" }

    /// The segments of a remittance whose every sum is proven.
    mutating func remittance(claims: Int, lines: Int) -> [String] {
        var paidTotal = 0
        var bodies: [String] = []
        for claim in 1...claims {
            var charged = 0
            var paid = 0
            var services: [String] = []
            for _ in 0..<lines {
                let charge = 5_000 + roll(90_000)
                let contractual = roll(charge / 4)
                let share = roll(charge / 4)
                services += [
                    "SVC*AD:D\(1_000 + roll(8_999))*\(money(charge))*"
                        + "\(money(charge - contractual - share))**1",
                    "DTM*472*202610\(10 + roll(20))",
                    "CAS*CO*45*\(money(contractual))", "CAS*PR*2*\(money(share))",
                ]
                charged += charge
                paid += charge - contractual - share
            }
            bodies += [
                "CLP*SYN\(claim)*1*\(money(charged))*\(money(paid))*0*12*P\(claim)",
                "NM1*QC*1*SAMPLE*PERSON\(claim)****MI*M\(1_000 + claim)",
                "NM1*82*1*SAMPLE*NINA****XX*2000000911",
            ]
            bodies += services
            paidTotal += paid
        }
        let taken = roll(1_000)
        return [
            "BPR*I*\(money(paidTotal - taken))*C*ACH************20261101",
            "TRN*1*SYN\(roll(1_000_000))*1900000001", "N1*PR*SYNTHETIC DENTAL PLAN",
            "REF*2U*SDP", "N1*PE*MAPLE DENTAL*XX*2000000903", "LX*1",
        ] + bodies + ["PLB*2000000903*20261231*WO:SYN*\(money(taken))"]
    }

    func money(_ cents: Int) -> String {
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

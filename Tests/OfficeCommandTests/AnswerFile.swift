/// Answers of payors for a test, made up: nobody in them exists.
enum AnswerFile {
    /// A 271 on one subscriber.
    static func eligibility(
        _ benefits: [String], member: String = "M1", given: String = "PAT", trace: String = "T1",
        dates: [String] = ["DTP*346*D8*20260101"], control: String = "000000401"
    ) -> String {
        let body =
            [
                "BHT*0022*11*1*20270115*1200", "HL*1**20*1", "NM1*PR*2*PAYOR ONE*****PI*P1",
                "HL*2*1*21*1", "NM1*1P*2*MAPLE*****XX*2000000010", "HL*3*2*22*0",
                "TRN*2*\(trace)*9000000001", "NM1*IL*1*SHARED*\(given)****MI*\(member)",
                "DMG*D8*19800101*U",
            ] + dates + benefits
        return interchange("HB", "271", body, "005010X279A1", control)
    }

    /// A 278 that answers one request.
    static func decision(
        _ action: String, number: String = "PA9", trace: String, services: [String] = [],
        control: String = "000000402"
    ) -> String {
        let body =
            [
                "BHT*0007*11*1*20270115*1200*18", "HL*1**20*1", "NM1*X3*2*PAYOR ONE*****PI*P1",
                "HL*2*1*21*1", "NM1*1P*2*MAPLE*****XX*2000000010", "HL*3*2*22*1",
                "NM1*IL*1*SHARED*PAT****MI*M1", "HL*4*3*EV*1", "TRN*2*\(trace)*9000000001",
                "UM*HS*I*3", "HCR*\(action)*\(number)", "DTP*AAH*RD8*20270115-20270430",
                "HSD*VS*2",
            ] + services
        return interchange("HI", "278", body, "005010X217", control)
    }

    /// An 834 on one member.
    static func roster(
        _ maintenance: String, _ days: [String], line: String = "DEN",
        control: String = "000000403"
    ) -> String {
        let body =
            [
                "BGN*00*1*20270115*1200****2", "N1*P5*EMPLOYER*FI*900000001",
                "N1*IN*PAYOR ONE*FI*900000002", "INS*Y*18*\(maintenance)*20*A***FT", "REF*0F*M1",
                "NM1*IL*1*SHARED*PAT****34*900000003", "DMG*D8*19800101*U",
                "HD*\(maintenance)**\(line)",
            ] + days
        return interchange("BE", "834", body, "005010X220A1", control)
    }

    private static func interchange(
        _ kind: String, _ set: String, _ body: [String], _ guide: String, _ control: String
    ) -> String {
        let all =
            [
                "ISA*00*          *00*          *ZZ*SYNTHETIC      *ZZ*SAMPLE         *270115*1200"
                    + "*^*00501*\(control)*0*P*:",
                "GS*\(kind)*SYNTHETIC*SAMPLE*20270115*1200*7*X*\(guide)", "ST*\(set)*0001",
            ] + body + ["SE*\(body.count + 2)*0001", "GE*1*7", "IEA*1*\(control)"]
        return all.map { $0 + "~\n" }.joined()
    }
}

import Merge
import Testing
import X12

/// Files that something has damaged: every one ends in values or in a fault, never otherwise.
struct MutationTests {
    private static let texts: [(kind: String, body: [String])] = [
        (
            "271",
            [
                "BHT*0022*11*1*20270115*1200", "HL*1**20*1", "NM1*PR*2*PAYOR ONE*****PI*P1",
                "HL*2*1*21*1", "NM1*1P*2*MAPLE*****XX*2000000010", "HL*3*2*22*1",
                "TRN*2*T1*9000000001", "NM1*IL*1*SHARED*PAT****MI*M1", "DMG*D8*19800101*U",
                "DTP*346*D8*20260101", "EB*1**35^30", "EB*A*IND*41*****.2****Y",
                "HSD*VS*2***23*1", "EB*F*IND*35***23*1500*****Y*AD:D1110", "MSG*TEXT",
                "LS*2120", "NM1*P3*1*OTHER", "LE*2120", "HL*4*3*23*0", "NM1*03*1*SHARED*TED",
                "AAA*N**75*C",
            ]
        ),
        (
            "278",
            [
                "BHT*0007*11*1*20270115*1200*18", "HL*1**20*1", "NM1*X3*2*PAYOR ONE*****PI*P1",
                "HL*2*1*21*1", "NM1*1P*2*MAPLE*****XX*2000000010", "HL*3*2*22*1",
                "NM1*IL*1*SHARED*PAT****MI*M1", "HL*4*3*EV*1", "TRN*2*T1*9000000001",
                "UM*HS*I*3", "HCR*A1*PA9", "DTP*AAH*RD8*20270115-20270430", "HSD*VS*2",
                "HL*5*4*SS*0", "SV3*AD:D2391*210", "TOO*JP*14", "HCR*A3*PA8",
            ]
        ),
        (
            "834",
            [
                "BGN*00*1*20270115*1200****2", "N1*P5*EMPLOYER*FI*900000001",
                "N1*IN*PAYOR ONE*FI*900000002", "INS*Y*18*021*20*A***FT", "REF*0F*M1",
                "NM1*IL*1*SHARED*PAT****34*900000003", "DMG*D8*19800101*U", "HD*021**DEN",
                "DTP*348*D8*20260101", "DTP*349*D8*20261231", "INS*N*19*024*20*A", "REF*0F*M1",
                "NM1*IL*1*SHARED*TED", "HD*024**VIS",
            ]
        ),
    ]

    private static func file(_ kind: String, _ body: [String]) -> [UInt8] {
        let all =
            [
                "ISA*00*          *00*          *ZZ*SYNTHETIC      *ZZ*SAMPLE         *270115*1200"
                    + "*^*00501*000000001*0*P*:",
                "GS*HB*SYNTHETIC*SAMPLE*20270115*1200*7*X*005010X279A1", "ST*\(kind)*0001",
            ] + body + ["SE*\(body.count + 2)*0001", "GE*1*7", "IEA*1*000000001"]
        return Array(all.map { $0 + "~\n" }.joined().utf8)
    }

    /// One to four changes of a file, by the seed.
    private static func damaged(_ bytes: [UInt8], _ dice: inout SyntheticX12) -> [UInt8] {
        var bytes = bytes
        let marks = Array("*:^~\n09AZ .-\u{7F}".utf8) + [0, 0xFF, 0xC3]
        for _ in 0...dice.roll(4) {
            guard bytes.count > 2 else { return bytes }
            let place = dice.roll(bytes.count)
            switch dice.roll(6) {
            case 0: bytes[place] = marks[dice.roll(marks.count)]
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(marks[dice.roll(marks.count)], at: place)
            case 3: bytes[place] ^= UInt8(1 << dice.roll(8))
            case 4: bytes.removeSubrange(place..<min(bytes.count, place + dice.roll(60)))
            default:
                let piece = Array(bytes[place..<min(bytes.count, place + dice.roll(120))])
                bytes.insert(contentsOf: piece, at: dice.roll(bytes.count))
            }
        }
        return bytes
    }

    @Test(arguments: 1...3)
    func `damaged files end in values or in a fault, however they are cut`(seed: UInt64) {
        var dice = SyntheticX12(seed: seed)
        var refused = 0
        for turn in 0..<700 {
            let (kind, body) = Self.texts[turn % Self.texts.count]
            let bytes = Self.damaged(Self.file(kind, body), &dice)
            let whole = X12Outcome(bytes)
            #expect(X12Outcome(bytes, by: 1 + dice.roll(40)) == whole, "seed \(seed) \(turn)")
            if whole.fault != nil || whole.sets.contains(where: { $0.hasPrefix("broken") }) {
                refused += 1
            }
        }
        // Both happen: a reader that refuses all, or takes all, proves nothing here.
        #expect((70...690).contains(refused), "\(refused)")
    }

    @Test(arguments: 1...3)
    func `damage within segments leaves the envelope whole, and readers decide`(seed: UInt64) {
        var dice = SyntheticX12(seed: seed)
        var answers = 0
        for turn in 0..<700 {
            let (kind, body) = Self.texts[turn % Self.texts.count]
            var changed = body
            for _ in 0...dice.roll(3) {
                let place = dice.roll(changed.count)
                var parts = changed[place].split(
                    separator: "*", omittingEmptySubsequences: false
                ).map(String.init)
                let values = ["", "-1", "99999999999999999999", "20269931", "1.5.5", "ÄÖ", "D8"]
                if parts.count > 1 {
                    parts[1 + dice.roll(parts.count - 1)] = values[dice.roll(values.count)]
                }
                changed[place] = parts.joined(separator: "*")
            }
            if dice.roll(3) == 0 { changed.remove(at: dice.roll(changed.count)) }
            let whole = X12Outcome(Self.file(kind, changed))
            #expect(whole.fault == nil && whole.sets.count == 1, "seed \(seed) \(turn)")
            answers += whole.eligible.count + whole.authorized.count + whole.members.count
        }
        #expect(answers > 300, "\(answers)")
    }
}

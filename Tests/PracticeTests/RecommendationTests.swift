import Merge
import Testing

@testable import Practice

/// What the desk would take, and where it would not choose.
struct RecommendationTests {
    private func ground(
        _ at: Int64, document: Bool = false, central: Bool? = nil
    ) -> Recommendation.Ground {
        Recommendation.Ground(
            at: Timestamp(milliseconds: at), hasDocument: document, isCentral: central)
    }

    @Test func `a document speaks before the centre, and the centre before the clock`() {
        let documented = Recommendation.siblings(
            .payor, "name", [ground(9, central: true), ground(1, document: true)])
        #expect(documented.take == 2)
        let central = Recommendation.siblings(
            .payor, "name", [ground(9, central: false), ground(1, central: true)])
        #expect(central.take == 2)
        let later = Recommendation.siblings(.patient, "sexForClaims", [ground(1), ground(9)])
        #expect(later.take == 2)
        #expect(later.because.contains("latest"))
    }

    @Test func `no clock decides what a wrong guess would cost`() {
        let member = Recommendation.siblings(.coverage, "identity", [ground(1), ground(9)])
        #expect(member.take == nil)
        let same = Recommendation.siblings(.patient, "sexForClaims", [ground(5), ground(5)])
        #expect(same.take == nil)
        for kind in [CrossConflict.Kind.duplicatePatient, .excludedDoctor, .concurrentSteps] {
            #expect(Recommendation.other(kind.rawValue).take == nil)
        }
    }

    @Test(arguments: [
        ("Smith", "Smyth", true), ("Robert", "Rupert", true), ("Ashcraft", "Ashcroft", true),
        ("Ruiz", "Ruis", true), ("Ruiz", "Reed", false), ("Room 1", "Room 2", false),
        ("Ñandú", "ñandú", true), ("李", "王", false),
    ])
    func `names that sound alike have one code`(left: String, right: String, isSame: Bool) {
        #expect((Soundex.code(left) == Soundex.code(right)) == isSame)
    }

    @Test func `a change touches only the groups that could say something else`() {
        var shelf = TestLookup()
        shelf.put(.patient, 1, [("birthDate", [.day("1990-01-01")])])
        shelf.put(.coverage, 100, [("patient", [.id(1)]), ("identity", [.text("W1")])])
        let coverage = shelf.record(RecordID(bits: 100))
        let held = coverage.map { CrossRule.member.groups(of: $0) }
        #expect(held?.count == 1)
        let touched = CrossRule.member.touched(by: RecordID(bits: 1), of: "patient", in: shelf)
        #expect(touched == held)
        let others = CrossRule.person.touched(by: RecordID(bits: 1), of: "patient", in: shelf)
        #expect(others.isEmpty)
    }
}

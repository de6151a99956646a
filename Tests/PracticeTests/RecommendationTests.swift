import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

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

    @Test func `what somebody wrote speaks before what came in with a file`() throws {
        let typed = ground(1)
        let filed = Recommendation.Ground(
            at: Timestamp(milliseconds: 9), hasDocument: false, isCentral: nil, isFromFile: true)
        let advice = Recommendation.siblings(.patient, "name", [filed, typed])
        #expect(advice.take == 2)
        #expect(advice.because.contains("came in with a file"))
        #expect(Recommendation.siblings(.coverage, "identity", [filed, typed]).take == nil)
        // The file's word is known by what the import kept in mind of it.
        let office = ImportContext.office(
            RecordID(bits: 7), today: ImportMemory.today, secret: .test)
        let file = { (family: String) in
            "patient_system,patient_number,family_name,given_name,birth_date\n"
                + "od,1,\(family),Ada,1950-05-01\n"
        }
        var store = ImportMemory()
        store.take(.patients, file("Sample"), context: office)
        let patient = try #require(store.types.first { $0.value == "patient" }?.key)
        store.apply([
            [
                Write(
                    Patient.name, patient,
                    [Patient.name.family("Right"), Patient.name.given("Ada")])
            ]
        ])
        store.take(.patients, file("Wrong"), context: office)
        let state = try #require(store.states[patient])
        let names = state.entries(of: "name").map { entry in
            "\(entry.decoded[0].text ?? "") "
                + "\(FileWord.holds(entry, of: patient, .patient, in: state))"
        }
        #expect(names.sorted() == ["Right false", "Wrong true"])
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

import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// What a doctor who yields to another leaves behind is the other's, for whoever reads.
struct StandInsTests {
    private static let kept = RecordID(bits: SmallPractice.doctor)
    private static let other = RecordID(bits: 0xD1)

    /// Two records of one doctor: the other one is assigned and has a run that opened its case.
    private static func doubled() -> SmallPractice {
        var practice = SmallPractice(offices: [7], contracts: [1])
        practice.put(.practitioner, 0xD1, [("npi", [.text("2000000002")])])
        practice.place(1, at: 7)
        practice.assign(0xD1, to: 7, from: "2026-12-01")
        practice.onboard(0xF0, 0xD1, from: "2026-12-01")
        return practice
    }

    private static func settle(_ practice: inout SmallPractice, _ answer: Settlement.Answer) {
        practice.settle(kept, other, answer)
    }

    private static func keep(_ practice: inout SmallPractice) {
        settle(&practice, .keep(kept, through: nil))
    }

    private static func owners(_ practice: SmallPractice, _ type: RecordType) -> [RecordID?] {
        practice.lookup.records(type).filter(\.isActive).map { $0[AnyRecord.practitioner] }
    }

    @Test func `assignments and cases of who yields are the kept one's, and no run is`() {
        var practice = Self.doubled()
        #expect(Self.owners(practice, .enrollment) == [Self.other])
        Self.keep(&practice)
        #expect(Self.owners(practice, .onboardingRun) == [Self.other])
        for type in [RecordType.locationAssignment, .enrollment] {
            #expect(Self.owners(practice, type) == [Self.kept], "\(type.name)")
            let named = {
                practice.lookup.records(
                    type, where: AnyRecord.practitioner.name, is: $0
                ).count
            }
            #expect(named(Self.kept) == 1 && named(Self.other) == 0, "\(type.name)")
        }
        let stays = DoctorStays(of: Self.kept, in: practice.lookup)
        #expect(stays.offices(from: practice.today) == [RecordID(bits: 7)])
        let book = NetworkBook(practice.lookup)
        #expect(book.posts.map(\.doctor) == [Self.kept])
        #expect(book.doctors.map(\.id) == [Self.kept])
        let items = Worklist(practice.lookup, office: nil, today: practice.today).items()
        #expect(items.contains { $0.kind == .packet && $0.record == Self.kept })
        #expect(!items.contains { $0.record == Self.other })
    }

    @Test func `onboarding opens no case for who yields, and none twice for who is kept`() {
        var practice = Self.doubled()
        Self.keep(&practice)
        #expect(practice.cases == [[1, 7]])
        practice.contract(2)
        practice.place(2, at: 7)
        #expect(practice.cases == [[1, 7]])
        practice.onboard(0xF1, from: "2026-12-01")
        #expect(practice.cases == [[1, 7], [2, 7]])
        #expect(Set(Self.owners(practice, .enrollment)) == [Self.kept])
    }

    @Test func `an answer taken back gives each its own again`() {
        var practice = Self.doubled()
        Self.keep(&practice)
        Self.settle(&practice, .distinct)
        #expect(Self.owners(practice, .locationAssignment) == [Self.other])
        #expect(Self.owners(practice, .enrollment) == [Self.other])
    }

    @Test func `of a chain the last one has all`() {
        var practice = Self.doubled()
        practice.put(.practitioner, 0xD2, [("npi", [.text("2000000002")])])
        let last = RecordID(bits: 0xD2)
        Self.keep(&practice)
        practice.settle(Self.kept, last, .keep(last, through: nil))
        #expect(Self.owners(practice, .locationAssignment) == [last])
        #expect(
            practice.lookup.records(where: Enrollment.practitioner, is: last).count == 1)
    }
}

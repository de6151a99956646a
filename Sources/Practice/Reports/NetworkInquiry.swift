internal import Benefits
package import Merge
internal import Participation
package import Records

/// Why a doctor at an office is in network for a coverage or payor, or not.
package struct NetworkInquiry: Sendable {
    /// Whom it is asked for.
    package enum Subject: Sendable {
        case coverage(RecordID)
        case payor(RecordID)
    }

    private let doctor: RecordID
    private let office: RecordID
    private let subject: Subject
    private let day: Day

    package init(doctor: RecordID, office: RecordID, for subject: Subject, on day: Day) {
        self.doctor = doctor
        self.office = office
        self.subject = subject
        self.day = day
    }

    /// The answer, its ways, doubts and misses, and what to do, from these records alone.
    package func explanation(
        in records: some RecordLookup
    ) throws(DeedProblem) -> NetworkExplanation {
        let insured: NetworkQuestion.Insured
        switch subject {
        case .payor(let payor): insured = NetworkQuestion.Insured(payor: payor)
        case .coverage(let coverage):
            switch NetworkQuestion.Insured.of(coverage: coverage, on: day, in: records) {
            case .success(let found): insured = found
            case .failure(let doubt): return NetworkExplanation(unknown: doubt)
            case nil: throw .noSuchRecord(type: RecordType.insurancePlan.name)
            }
        }
        let question = NetworkQuestion(doctor: doctor, office: office, insured: insured, day: day)
        let book = NetworkBook(records)
        return NetworkExplanation(book.explain(question), to: question, in: book, records)
    }
}

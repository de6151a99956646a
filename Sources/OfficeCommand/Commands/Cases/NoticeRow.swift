import Merge
import Practice
import Replica

/// A notice as a row.
struct NoticeRow {
    static let columns = [
        "id", "kind", "contract", "doctors", "offices", "asked", "state", "sent", "confirmed",
        "run",
    ]

    let view: RecordView
    let standing: Standing
    private let subject: NoticeSubject

    init(_ view: RecordView, _ lookup: StoreLookup) {
        self.view = view
        self.subject = NoticeSubject(of: view, in: lookup)
        self.standing = Workflow.notice.standing(of: view)
    }

    static func run(of view: RecordView) -> RecordID? {
        view.reference("moveRun") ?? view.reference("onboardingRun")
    }

    /// What the payor was told, or would be told today.
    static func letter(_ view: RecordView, _ lookup: StoreLookup, _ today: Day) -> PrintedSummary {
        if let (letter, sentOn) = NoticeLetter.lastTold(on: view) {
            let day = sentOn.map { " on \($0)" } ?? ""
            return letter.printed(footer: "Notice \(view.id), as it was sent\(day)")
        }
        return NoticeLetter(of: view, in: lookup)
            .printed(footer: "Notice \(view.id), not sent: as the records stand on \(today)")
    }

    /// The day the payor is asked for.
    private var asked: Day? {
        let isLeaving = ["removeLocation", "termination"].contains(view.text("kind"))
        return isLeaving ? subject.lastDay : subject.firstDay ?? subject.lastDay
    }

    func cells(_ names: RecordNames) -> [Listing.Cell] {
        let days = view.pairs("confirmedDates").compactMap { pair in
            (pair.value?[0].int ?? pair.value?[1].int).map { Day(number: $0).description }
        }
        let offices = view.elements("offices").compactMap { $0[0].blob }
            .compactMap { RecordID(bytes: $0) }
        return [
            .init(id: view.id), .init(view.text("kind") ?? ""),
            names.cell(view.reference("contract")), names.cell(subject.doctors),
            names.cell(offices),
            .init(asked), .init(standing.state), .init(standing.last("send")?.happenedOn),
            .init(days.joined(separator: " or ")),
            Self.run(of: view).map { .init(id: $0) } ?? .init("", json: "null"),
        ]
    }
}

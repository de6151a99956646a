import Merge
internal import Participation
internal import Records
import Rulebook
internal import Tables

/// A notice as a row.
struct NoticeRow {
    static let columns: [Table.Column] = [
        "id", "kind", "contract", "doctors", "offices", "asked", "state", .detail("sent"),
        .detail("confirmed"), .detail("run"),
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
        view[PayorNotice.moveRun] ?? view[PayorNotice.onboardingRun]
    }

    /// What the payor was told, or would be told today.
    static func letter(
        _ view: RecordView, _ lookup: StoreLookup, on today: Day, signer: RecordID?
    ) -> (letter: NoticeLetter, isSent: Bool) {
        if let told = NoticeLetter.lastTold(on: view) { return (told.letter, true) }
        return (NoticeLetter(of: view, on: today, signer: signer, in: lookup), false)
    }

    /// What to tell whoever has the letter before it is sent.
    static func remarks(
        _ view: RecordView, _ letter: NoticeLetter, _ lookup: StoreLookup
    ) -> [String] {
        let others = NoticeEnvelope(of: view, in: lookup).notices.filter { $0.id != view.id }
        let ids = others.map(\.id.suffix).joined(separator: ", ")
        return (others.isEmpty ? [] : ["one letter, also of notice \(ids); send sends them all"])
            + letter.lacks.map { "lacking: \($0)" }
    }

    /// The day the payor is asked for.
    private var asked: Day? {
        let isLeaving = ["removeLocation", "termination"].contains(view[PayorNotice.kind])
        return isLeaving ? subject.lastDay : subject.firstDay ?? subject.lastDay
    }

    func cells(_ names: RecordNames) -> [Table.Cell] {
        let days = view[PayorNotice.confirmedDates].compactMap { pair in
            (pair[PayorNotice.ConfirmedDates.effectiveFrom]
                ?? pair[PayorNotice.ConfirmedDates.effectiveThrough])?.description
        }
        let offices = view[PayorNotice.offices, each: PayorNotice.offices.office]
        return [
            .init(id: view.id), .init(view[PayorNotice.kind] ?? ""),
            names.cell(view[PayorNotice.contract]), names.cell(subject.doctors),
            names.cell(offices),
            .init(asked), .init(standing.state),
            .init(standing.last(PayorNotice.Step.send)?.happenedOn),
            .init(days.joined(separator: " or ")),
            Self.run(of: view).map { .init(id: $0) } ?? .blank,
        ]
    }
}

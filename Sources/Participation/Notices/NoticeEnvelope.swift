package import Merge
package import Records

// A payor gets one letter about a doctor, whatever number of contracts it has with us. So notices
// that are to be sent go into one letter when they tell the same payor about the same doctors and
// come from one run or move, or are of one kind and for one day:
//
//     move of Ada, contract C1   remove A, add B   \
//     move of Ada, contract C2   remove A           one letter
//
// Sending it sends all of its notices. The payor's answers stay with each notice: contracts may
// begin on different days.

/// The notices that one letter tells.
package struct NoticeEnvelope: Sendable {
    /// In use and to be sent, by id; the notice alone where it is not to be sent any more.
    package let notices: [RecordView]

    package init(of notice: RecordView, in lookup: some RecordLookup) {
        let doctors = Self.doctors(of: notice)
        guard Self.isToBeSent(notice), let payor = Self.payor(of: notice, in: lookup) else {
            self.notices = [notice]
            return
        }
        let candidates = lookup.records(where: PayorContract.payor, is: payor)
            .flatMap { lookup.records(where: PayorNotice.contract, is: $0.id) }
            .filter { other in
                other.id != notice.id && other.isActive && Self.isToBeSent(other)
                    && Self.doctors(of: other) == doctors
            }.map { ($0, Occasion($0, in: lookup)) }
        var all = [notice]
        var occasions = [Occasion(notice, in: lookup)]
        var rest = candidates
        // Each round takes a notice out of the rest, or is the last.
        while let found = rest.firstIndex(where: { next in occasions.contains { $0.isOf(next.1) } })
        {
            let next = rest.remove(at: found)
            all.append(next.0)
            occasions.append(next.1)
        }
        self.notices = all.sorted { $0.id < $1.id }
    }

    /// The notices that are sent when these are, each once.
    package static func whole(
        _ notices: [RecordID], in lookup: some RecordLookup
    ) -> [RecordID] {
        var seen: Set<RecordID> = []
        return notices.flatMap { id -> [RecordID] in
            guard !seen.contains(id), let view = lookup.record(id) else { return [id] }
            let envelope = NoticeEnvelope(of: view, in: lookup).notices.map(\.id)
            return [id] + envelope.filter { $0 != id }
        }.filter { seen.insert($0).inserted }
    }

    static func payor(of notice: RecordView, in lookup: some RecordLookup) -> RecordID? {
        notice[PayorNotice.contract].flatMap { lookup.record($0)?[PayorContract.payor] }
    }

    private static func doctors(of notice: RecordView) -> Set<RecordID> {
        Set(notice[PayorNotice.practitioners, each: PayorNotice.Practitioners.practitioner])
    }

    private static func isToBeSent(_ notice: RecordView) -> Bool {
        Workflow.notice.standing(of: notice).allows(PayorNotice.Step.send)
    }

    /// What a notice is about, as far as that makes it part of a letter.
    private struct Occasion {
        private let run: RecordID?
        private let kind: String?
        private let day: Day?

        init(_ notice: RecordView, in lookup: some RecordLookup) {
            let subject = NoticeSubject(of: notice, in: lookup)
            self.run = notice[PayorNotice.moveRun] ?? notice[PayorNotice.onboardingRun]
            self.kind = notice[PayorNotice.kind]
            self.day = subject.firstDay ?? subject.lastDay
        }

        func isOf(_ other: Occasion) -> Bool {
            run != nil && run == other.run || kind == other.kind && day == other.day
        }
    }
}

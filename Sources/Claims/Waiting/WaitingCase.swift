package import Merge
package import Records
internal import Tables

/// A `waiting_answer` as rules read it: what was said of somebody whom nobody knew.
package struct WaitingCase: Sendable {
    package let id: RecordID
    package let answer: any PersonAnswer
    package let kind: WaitingAnswer.Kind
    /// Whose it is, once somebody said so.
    package let coverage: RecordID?
    /// Two people said otherwise: nobody knows.
    package let isDisputed: Bool
    let matchedBy: String?

    /// - Returns: `nil` where the record lacks what every answer has.
    package init?(_ view: RecordView) {
        guard let kind = view[WaitingAnswer.kind].flatMap(WaitingAnswer.Kind.init(rawValue:)),
            let digest = view[WaitingAnswer.digest], let segments = view[WaitingAnswer.segments]
        else { return nil }
        let source = AnswerSource(
            digest: digest, place: Int(view[WaitingAnswer.place] ?? 0),
            on: view[WaitingAnswer.saidOn], segments: segments)
        let type: any PersonAnswer.Type =
            switch kind {
            case .eligibility: ReadEligibility.self
            case .authorization: ReadDecision.self
            case .roster: ReadMember.self
            }
        // What was read once can be read again; what a peer wrote is anything.
        do {
            guard let answer = try type.init(reading: segments, from: source) else { return nil }
            self.answer = answer
        } catch {
            return nil
        }
        self.id = view.id
        self.kind = kind
        self.coverage = view[WaitingAnswer.coverage]
        self.isDisputed = view.isDisputed(WaitingAnswer.coverage)
        self.matchedBy = view[WaitingAnswer.matchedBy]
    }

    package var isWaiting: Bool { coverage == nil || isDisputed }

    /// Those that wait here, by kind and id.
    package static func waiting(in lookup: some RecordLookup) -> [WaitingCase] {
        lookup.records(.waitingAnswer).filter(\.isActive).compactMap { WaitingCase($0) }
            .filter(\.isWaiting)
            .sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    }
}

internal import Merge
internal import Records

/// Who may log which step of a workflow, and with what evidence.
///
/// Whether the step is legal where it lands is not judged here: that depends on what others did
/// meanwhile, and the fold says so on every replica alike.
struct StepAuthority {
    private let request: WriteRequest
    private let workflow: Workflow
    private let value: Value
    private let event: String

    /// - Returns: `nil` for an op that logs no step of a workflow this version knows.
    init?(_ request: WriteRequest, _ attribute: Attribute) {
        guard attribute.name == Workflow.attribute, let bytes = request.op.value,
            let workflow = Workflow.of(type: request.op.type)
        else { return nil }
        let value = Entry.value(of: bytes)
        guard let event = value[0].text,
            event == Workflow.retract || !workflow.transitions(of: event).isEmpty
        else { return nil }
        self.request = request
        self.workflow = workflow
        self.value = value
        self.event = event
    }

    /// What the step lacks, whoever logs it.
    var evidence: Permission? {
        if event == Workflow.retract { return hasComment ? nil : .refuse(.missingEvidence) }
        // Several rows of one event ask for what all of them ask: the hub does not know the state.
        let rows = workflow.transitions(of: event)
        let needs = rows.dropFirst().reduce(Set(rows.first?.needs ?? [])) {
            $0.intersection($1.needs)
        }
        if needs.contains(where: lacks) { return .refuse(.missingEvidence) }
        guard !hasComment else { return nil }
        for need in needs {
            switch need {
            case .otherUser(let earlier) where !isOtherUser(than: earlier):
                return .refuse(.sameUser)
            case .otherAuthor(let attributes) where !isOtherAuthor(of: attributes):
                return .refuse(.sameUser)
            default: break
            }
        }
        return nil
    }

    /// An office's step: its own are allowed on its own record, the centre's are proposed.
    ///
    /// `nil` leaves it to whoever may write the log.
    func permission(isOwnRecord: Bool) -> Permission? {
        let isCreation = request.before.entries.isEmpty
        if event == Workflow.retract {
            return named.allSatisfy(isOffices) ? ofOffice(isOwnRecord, isCreation) : .propose
        }
        let actors = Set(workflow.transitions(of: event).map(\.actor))
        if actors.contains(.office) { return ofOffice(isOwnRecord, isCreation) }
        return actors.contains(.system) ? nil : .propose
    }

    private func ofOffice(_ isOwnRecord: Bool, _ isCreation: Bool) -> Permission? {
        isOwnRecord && !isCreation ? .allow : nil
    }

    /// The live steps that a retraction names.
    private var named: [Entry] {
        let known = request.block.once("entries by id") {
            Dictionary(request.before.entries.map { ($0.id, $0) }) { first, _ in first }
        }
        return EntryList.decode(value[StepGraph.Place.retracts].blob ?? []).compactMap { known[$0] }
    }

    private func isOffices(_ entry: Entry) -> Bool {
        let event = entry.decoded[0].text ?? ""
        return workflow.transitions(of: event).contains { $0.actor == .office }
    }

    private func lacks(_ need: Workflow.Need) -> Bool {
        guard let field = need.field,
            let index = workflow.fields.firstIndex(where: { $0.name == field })
        else { return false }
        return !Workflow.isGiven(value[index])
    }

    private var hasComment: Bool {
        Workflow.isGiven(value[StepGraph.Place.comment])
    }

    /// Whether the writer has no part in what stands there, nor in what is written beside it.
    private func isOtherAuthor(of attributes: [String]) -> Bool {
        guard let actor = request.actor else { return false }
        return request.block.once("other author of \(attributes)") {
            let isBeside = request.siblings.contains { attributes.contains($0.attribute) }
            let authors = attributes.flatMap { request.before.entries(of: $0) }
                .map(\.origin.actor)
            return !isBeside && !authors.contains(nil) && !authors.contains(actor)
        }
    }

    /// Who cannot be told apart is one person.
    private func isOtherUser(than event: String) -> Bool {
        let earlier = request.block.once("last \(event)") {
            let view = RecordView(
                id: request.op.record, type: workflow.recordType,
                projection: workflow.recordType.project(request.before))
            return workflow.standing(of: view).last(named: event)?.actor
        }
        guard let actor = request.actor, let earlier else { return false }
        return actor != earlier
    }
}

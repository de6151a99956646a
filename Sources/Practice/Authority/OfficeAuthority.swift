internal import Benefits
internal import Merge
internal import Records

/// What an office may write: its own, what offices share, and what it created provisionally.
struct OfficeAuthority {
    let request: WriteRequest
    let office: RecordID
    let type: RecordType
    let attribute: Attribute

    func permission(
        _ writers: Writers, officeOf: (ReplicaID) -> RecordID?
    ) -> Permission {
        let step = StepAuthority(request, attribute)?.permission(isOwnRecord: isOwnRecord)
        if let step, writers != .hub { return step }
        return switch writers {
        case .central: isProvisionallyOwn || isOwnProposalStep ? .allow : .propose
        case .hub: .refuse(.hubOnly)
        case .offices: sharing
        case .office(let field): isOwn(field) ? .allow : .propose
        case .author: isAuthor(officeOf) ? .allow : .propose
        }
    }

    /// Whether the record stands in this office's own scope by its own word.
    private var isOwnRecord: Bool {
        guard case .office(let field) = type.visibility else { return false }
        return isOwn(field)
    }

    private var isCreation: Bool { request.before.entries.isEmpty }

    /// What several offices share: who creates it must see it, and nobody takes it from another.
    private var sharing: Permission {
        guard case .offices(let set, _) = type.visibility else { return .allow }
        // Not a word on offices is no creation for others: it is an edit that reached a restored
        // hub before the record did. It stays with its writer until somebody says whose it is.
        if isCreation, isPlacedElsewhere(by: set) { return .refuse(.foreignOffice) }
        if namesOtherOffice { return .propose }
        let isRemoval = request.op.attribute == set && request.op.value == nil
        return isRemoval && request.op.key != element(office) ? .propose : .allow
    }

    private func isPlacedElsewhere(by set: String) -> Bool {
        request.block.once("placed elsewhere by \(set)") {
            let isPlaced = request.siblings.contains { $0.attribute == set && $0.value != nil }
            return isPlaced && !request.siblings.contains { adds(office, to: set, $0) }
        }
    }

    /// Whether the op gives or takes a number of another office's practice system: imports find
    /// records by them, and what that office means for its patient must not land in this one's.
    private var namesOtherOffice: Bool {
        type.name == RecordType.patient.name && attribute.name == "externalIds"
            && Entry.scalar(of: request.op.key, at: 0) != .blob(office.bytes[...])
    }

    private func adds(_ office: RecordID, to set: String, _ op: Op) -> Bool {
        op.attribute == set && op.value != nil && op.key == element(office)
    }

    private func element(_ office: RecordID) -> Bytes {
        Value([.blob(office.bytes[...])]).encoded
    }

    /// The field name `id` stands for the record itself.
    ///
    /// A creation is judged by what the same change set writes; a field left blank is the centre's,
    /// and nobody claims it by filling it.
    private func isOwn(_ field: String) -> Bool {
        if field == "id" { return request.op.record == office }
        if isCreation { return writesOwn(field) }
        return standing(field).contains(office)
    }

    private func writesOwn(_ field: String) -> Bool {
        guard let column = type.column(field), let index = column.field else { return false }
        let name = type.attributes[column.attribute].name
        return request.block.once("writes its own \(field)") {
            let written = request.siblings.filter { $0.attribute == name }
            return !written.isEmpty
                && written.allSatisfy { op in
                    op.value.map { Entry.scalar(of: $0, at: index) } == .blob(office.bytes[...])
                }
        }
    }

    /// What the live entries say; more than one while siblings stand, `nil` where one says blank.
    private func standing(_ field: String) -> Set<RecordID?> {
        guard let column = type.column(field), let index = column.field else { return [] }
        return request.block.once("standing \(field)") {
            Set(
                request.before.entries(of: type.attributes[column.attribute].name)
                    .map { $0.decoded[index].blob.flatMap { RecordID(bytes: $0) } })
        }
    }

    /// An office edits what it created until the centre adopts it; adopting is not its to do.
    private var isProvisionallyOwn: Bool {
        guard case .groupUnlessProvisional(let field) = type.visibility else { return false }
        if isCreation { return writesOwn(field) }
        let isAdoption = request.op.attribute == field
        return !isAdoption && standing(field) == [office]
    }

    /// An office opens and withdraws its own proposals; the word on them is the centre's.
    private var isOwnProposalStep: Bool {
        guard type.name == RecordType.proposal.name, attribute.name == Workflow.attribute,
            let value = request.op.value
        else { return false }
        let step = Entry.scalar(of: value, at: 0).text
        let own = [Proposal.Step.open, .withdrawn].map(\.rawValue)
        return step.map(own.contains) == true && isOwn("office")
    }

    /// Only the author's office could write what is the author's, so one entry of it is proof.
    private func isAuthor(_ officeOf: (ReplicaID) -> RecordID?) -> Bool {
        if isCreation { return true }
        return request.block.once("is the author") {
            request.before.entries.contains { entry in
                let writers = type[entry.attribute]?.writers ?? type.writers
                return writers == .author && officeOf(entry.origin.replica) == office
            }
        }
    }
}

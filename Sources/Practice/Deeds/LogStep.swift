package import Merge
package import Participation
package import Records
internal import Tables

/// One step of a record in its workflow, and nothing of what may follow from it.
package struct LogStep: Deed {
    package var type: RecordType
    package var name: String
    package var event: String
    /// `FIELD=VALUE` for the step's own fields.
    package var facts: [Assignment] = []
    /// Today if not given.
    package var happenedOn: Day?
    package var comment: String?
    package var evidence: Evidence?

    package init(_ type: RecordType, _ name: String, _ event: String) {
        self.type = type
        self.name = name
        self.event = event
    }

    /// - Returns: the record that goes by that name.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let workflow = try Workflow.required(of: type)
        let view = try records.view(type, name)
        let document = try evidence?.document(
            about: [view.id], at: place, in: records, into: &writes)
        let draft = StepDraft(
            event, on: happenedOn ?? place.today, comment: comment, document: document,
            by: who.actor, facts: try values(FieldParser(resolve: records.resolve)))
        try writes.add(workflow.write(draft, on: view))
        return view.id
    }

    private func values(_ parser: FieldParser) throws(WorkflowProblem) -> [NamedScalar] {
        var values: [NamedScalar] = []
        for fact in facts {
            guard case .assign(let value) = fact.change,
                let field = type[Workflow.attribute]?.fields.dropFirst(StepGraph.Place.count)
                    .first(where: { $0.name == fact.field })
            else { throw .unknownFact(fact.field, workflow: type.name) }
            do throws(FieldProblem) {
                let scalar = try parser.scalar(value, as: field.kind)
                values.append(NamedScalar(name: field.name, scalar: scalar))
            } catch {
                throw .invalid(field: field.name, error)
            }
        }
        return values
    }
}

/// A step annulled, with a reason; the log keeps both.
package struct RetractStep: Deed {
    package var type: RecordType
    package var name: String
    /// The beginning of the step's id.
    package var step: String

    package init(_ type: RecordType, _ name: String, _ step: String) {
        self.type = type
        self.name = name
        self.step = step
    }

    /// - Returns: the record that goes by that name.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let workflow = try Workflow.required(of: type)
        let view = try records.view(type, name)
        // A whole id is the beginning of others: `3f2a91bc/1` of `3f2a91bc/12`.
        let steps = workflow.standing(of: view).steps.map(\.entry)
        let exact = steps.filter { $0.description == step.lowercased() }
        let found =
            exact.isEmpty
            ? steps.filter { $0.description.hasPrefix(step.lowercased()) } : exact
        guard let entry = found.first, found.count == 1 else { throw WorkflowProblem.noSuchStep }
        let draft = StepDraft.retraction(
            of: entry, on: place.today, comment: who.reason, by: who.actor)
        try writes.add(workflow.write(draft, on: view))
        return view.id
    }
}

extension Workflow {
    /// - Throws: `DeedProblem.noWorkflow` for a type without steps.
    package static func required(of type: RecordType) throws(DeedProblem) -> Workflow {
        guard let workflow = of(type: type.name) else { throw .noWorkflow(type: type.name) }
        return workflow
    }
}

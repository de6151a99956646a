package import Merge
package import Records
package import Tables

/// What a credential's number looks like, as far as its kind says so.
package enum CredentialRule {
    /// - Returns: `nil` for a number that fits; a DEA number has a check digit, a licence a digit.
    package static func problem(_ number: String, of kind: String) -> FieldProblem? {
        switch ASCIIText.lowercased(kind.utf8) {
        case Array("dea".utf8): TextFormat.dea.normalized(number) == nil ? .notFormat(.dea) : nil
        case Array("licence".utf8): NumberRule.card.problem(number).map { .touched($0) }
        default: nil
        }
    }

    /// The first number among a credential's writes that cannot be one.
    package static func problem(in writes: [Write], before state: RecordState?) -> EditProblem? {
        let own = writes.filter { $0.type == RecordType.credential.name }
        let subject =
            own.lazy.compactMap { Credential.subject.row($0) }.first
            ?? Credential.subject.rows(in: state).first
        for number in own.compactMap({ Credential.numbers.row($0) }) {
            guard let text = number[Credential.Numbers.number],
                let problem = problem(text, of: subject?[Credential.kind] ?? "")
            else { continue }
            return .invalid(
                field: "\(Credential.numbers.name).\(Credential.Numbers.number.name)", problem)
        }
        return nil
    }
}

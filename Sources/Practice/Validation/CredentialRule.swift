internal import Merge

/// What a credential's number looks like, as far as its kind says so.
enum CredentialRule {
    /// - Returns: `nil` for a number that fits; a DEA number has a check digit, a licence a digit.
    static func problem(_ number: String, of kind: String) -> FieldProblem? {
        switch ASCIIText.lowercased(kind.utf8) {
        case Array("dea".utf8): TextFormat.dea.normalized(number) == nil ? .notFormat(.dea) : nil
        case Array("licence".utf8): NumberRule.card.problem(number).map { .touched($0) }
        default: nil
        }
    }

    /// The first number among a credential's writes that cannot be one.
    static func problem(in writes: [Write], before state: RecordState?) -> EditProblem? {
        let subject = writes.first { $0.attribute == "subject" }?.value
        let kind =
            subject.map { Entry.scalar(of: $0, at: 1) }
            ?? state?.entries(of: "subject").first?.decoded[1]
        for write in writes where write.type == "credential" && write.attribute == "numbers" {
            guard let number = write.value.flatMap({ Entry.scalar(of: $0, at: 0).text }),
                let problem = problem(number, of: kind?.text ?? "")
            else { continue }
            return .invalid(field: "numbers.number", problem)
        }
        return nil
    }
}

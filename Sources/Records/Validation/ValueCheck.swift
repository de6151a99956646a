package import Merge
internal import Tables

/// Whether what a peer wrote fits an attribute.
///
/// Scalars beyond the known fields are a newer peer's.
package enum ValueCheck {
    /// Checks an op's key and value; a removal has only a key.
    package static func problem(_ op: Op, in attribute: Attribute) -> ValueProblem? {
        problem(key: op.key, value: op.value, in: attribute)
    }

    package static func problem(
        key: Bytes, value: Bytes?, in attribute: Attribute
    ) -> ValueProblem? {
        switch attribute.shape {
        case .register, .log, .counter:
            guard key.isEmpty else { return ValueProblem(field: nil, problem: .wrongType) }
        case .set, .guardedSet, .map:
            if let problem = problem(encoded: key, attribute.key) { return problem }
        }
        return value.flatMap { problem(encoded: $0, attribute.fields) }
    }

    /// Checks a value against its declared fields, the order of its bounds included.
    package static func problem(_ value: Value, _ fields: [Field]) -> ValueProblem? {
        for (index, field) in fields.enumerated() {
            if let problem = problem(value[index], field) {
                return ValueProblem(field: field.name, problem: problem)
            }
        }
        return UnitBounds.problem(value, fields) ?? FeeLineRule.problem(value, fields)
    }

    private static func problem(encoded bytes: Bytes, _ fields: [Field]) -> ValueProblem? {
        do {
            return problem(try Value(decoding: bytes), fields)
        } catch {
            return ValueProblem(field: nil, problem: .wrongType)
        }
    }

    private static func problem(_ scalar: Scalar, _ field: Field) -> FieldProblem? {
        switch (field.kind, scalar) {
        case (_, .null): field.isRequired ? .missing : nil
        case (.text(let max), .text(let text)): problem(text, max: max)
        case (.integer(let range), .int(let int)): range.contains(int) ? nil : .notInteger(range)
        case (.money, .int(let int)): (0...FieldParser.moneyMax).contains(int) ? nil : .notMoney
        case (.percent, .int(let int)): (0...10_000).contains(int) ? nil : .notPercent
        case (.day, .int(let int)): Day(number: int).isValid ? nil : .notDay
        case (.instant, .int): nil
        case (.flag, .flag): nil
        case (.choice(let words), .text(let text)): words.contains(text) ? nil : .notChoice(words)
        case (.reference(let type), .blob(let blob)):
            blob.count == 16 ? nil : .unknownReference(type: type)
        case (.formatted(let name), .text(let text)): problem(text, format: name)
        case (.blob, .blob): nil
        default: .wrongType
        }
    }

    private static func problem(_ text: String, max limit: Int) -> FieldProblem? {
        if text.utf8.count > limit { return .tooLong(limitBytes: limit) }
        return ASCIIText.hasControl(text) ? .controlCharacter : nil
    }

    private static func problem(_ text: String, format name: String) -> FieldProblem? {
        guard let format = TextFormat(rawValue: name) else { return problem(text, max: 255) }
        return format.matches(text) ? nil : .notFormat(format)
    }
}

internal import Merge
internal import Tables

/// A fee line's state and its figures agree, because a blank is not zero.
///
/// An amount stands exactly where the line is priced, a percentage exactly where it is a share of
/// the office's usual fee.
enum FeeLineRule {
    static let figures = [("amount", "priced"), ("percentOfUcr", "percentOfUcr")]

    static func problem(_ value: Value, _ fields: [Field]) -> ValueProblem? {
        guard let state = fields.firstIndex(where: { $0.name == "state" }),
            fields.contains(where: { $0.name == "percentOfUcr" })
        else { return nil }
        for (figure, wanted) in figures {
            guard let index = fields.firstIndex(where: { $0.name == figure }) else { continue }
            let isWanted = value[state].text == wanted
            guard value[index].isNull == isWanted else { continue }
            return ValueProblem(
                field: figure, problem: isWanted ? .missing : .mustBeBlank(beside: "state"))
        }
        return nil
    }
}

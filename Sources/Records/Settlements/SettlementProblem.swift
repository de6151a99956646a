internal import Merge

/// Why something is not done about two records that cannot both stand.
package enum SettlementProblem: Error, Hashable, Sendable {
    /// A record of what was decided is neither typed nor edited.
    case byHand
    /// A link that says which of two patients stands is no plain element.
    case linkByHand(kind: String)
    /// What stands for a record is no plain field.
    case replacedByHand(type: String)
    case itself
    case circle
    case keptInError
    case settledOtherwise(type: String)
    case notLinked(type: String)
}

extension SettlementProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .byHand:
            "what was decided of two records is not typed or edited: `bridgework conflicts "
                + "resolve` decides, with a reason, and `bridgework conflicts undo` takes it back"
        case .linkByHand(let kind):
            "a link of kind \(kind) decides which of two patients stands: `bridgework patient "
                + "link PATIENT OTHER --kind \(kind) --reason TEXT` writes it"
        case .replacedByHand(let type):
            "replacedBy decides which of two records stands: `bridgework payor link "
                + "\(SettlementProblem.flag(type))CODE OTHER --reason TEXT` writes it, and "
                + "`bridgework payor adopt \(SettlementProblem.flag(type))CODE --into OTHER` for "
                + "what an office made for itself"
        case .itself:
            "both names lead to one record: nothing is left to decide between them"
        case .circle:
            "the record that would stand is, step by step, replaced by the other one already: "
                + "link them the other way round, or take that back first"
        case .keptInError:
            "the record that would stand was entered in error: let the other one stand, or take "
                + "it back into use first with `bridgework edit TYPE ID --lifecycle active`"
        case .settledOtherwise(let type):
            "something else was decided of these two already: take it back first with "
                + SettlementProblem.unlink(type)
        case .notLinked(let type):
            "these two are not linked: `bridgework show \(type) ID` has what a record is linked to"
        }
    }

    private static func flag(_ type: String) -> String {
        type == "insurance_plan" ? "--plan " : ""
    }

    private static func unlink(_ type: String) -> String {
        switch type {
        case Settlement.linkedType: "`bridgework patient unlink ONE OTHER --reason TEXT`"
        case "insurance_plan":
            "`bridgework payor unlink --plan ONE OTHER --reason TEXT`"
        default: "`bridgework payor unlink ONE OTHER --reason TEXT`"
        }
    }
}

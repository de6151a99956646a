import Merge

/// Why something a person asked of a fee schedule was not done; nothing was changed.
package enum FeeError: Error, Equatable, Sendable {
    case noDraft
    case severalDrafts([String])
    case draftClosed(stage: String)
    case unsoundVersion(Int64)
    case noSuchVersion(Int64)
    case noVersion
    case lineConflicts(Int)
    case noLines
    case noticesUnanswered(Int)
    case otherDigest
    case approval(FeeApproval.Problem)
    case hubWouldRefuse(String)
    case pastDay
    case noAudience
    case noReason
    case noReceipt(state: String)
    case notAnOffice
    case pricing(String)
    case noTarget
    case sameRelease
    case noLicence
    case unsoundMap(field: String, String)
}

extension FeeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noDraft:
            "the schedule has no open draft: `fees import` makes one"
        case .severalDrafts(let ids):
            "several drafts are open: name one with --draft: " + ids.joined(separator: ", ")
        case .draftClosed(let stage):
            "the draft is \(stage): "
                + (stage == FeeDraft.State.inReview.rawValue ? "reject or withdraw" : "withdraw")
                + " it first, or import with --new-draft"
        case .unsoundVersion(let number):
            "version \(number) does not match its digest: run `bridgework verify`, then sync; "
                + "nothing may be built on it"
        case .noSuchVersion(let number):
            "there is no version \(number) here: `fees show` lists them"
        case .noVersion: "no version holds: `fees show` lists them"
        case .lineConflicts(let count):
            "\(Counted(count, "code has", "codes have")) two prices: "
                + "`bridgework conflicts list` shows them; settle them "
                + "first"
        case .noLines: "the draft holds no lines"
        case .noticesUnanswered(let count):
            "\(Counted(count, "change deserves", "changes deserve")) a look "
                + "(`fees diff` lists them): say why they are right "
                + "with --reason"
        case .otherDigest:
            "the draft does not have that digest: look at it again with `fees diff`, and name the "
                + "digest shown there"
        case .approval(let problem): problem.description
        case .hubWouldRefuse(let reason): "the hub would refuse this: \(reason)"
        case .pastDay:
            "the effective day is past: claims of those days are affected; say why with --reason"
        case .noAudience:
            "no office sees the schedule: name them with --audience all or --audience CODE,CODE"
        case .noReason: "this needs a reason: give --reason"
        case .noReceipt(let state):
            "the office has not received the version (\(state)): sync first"
        case .notAnOffice: "a central replica speaks for no office: name it with --office"
        case .pricing(let reason): reason
        case .noTarget:
            "say what the schedule prices: --contract, --access, --plan, --at, --doctor or --tier"
        case .sameRelease: "the two releases are one: name two"
        case .noLicence:
            "labels are licensed text: name the licence's holder with --licence-holder, or import "
                + "without --with-labels"
        case .unsoundMap(let field, let doubt):
            "\(field): \(doubt): map a code that holds, end the map in time, or take the release "
                + "in that has it with `bridgework codes import`"
        }
    }
}

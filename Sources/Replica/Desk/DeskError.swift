package import Merge
package import Records
import Rulebook
internal import Tables

/// Why something a person asked for was not done.
///
/// Nothing was changed.
package enum DeskError: Error, Equatable, Sendable {
    case edit(EditProblem)
    case conflictGone
    case conflictMoved(conflict: RecordID)
    case countMoved
    case seenTooShort
    case noSuchChoice(count: Int)
    case heldClosed(HeldWrite.Kind, state: String)
    case wrongChoice(WrongChoice)
    case notSettledHere
    case notImportedHere
    case severalImports
    case settledSince
    case stepsStay
    case unfiltered
    case listMoved
    case pastDay
    case unreadableHeld(HeldWrite.Kind)
    case outdatedHeld(HeldWrite.Kind)
    case nothingCarried
    case otherType(found: String)
    case tooLarge(records: Int)
    case catchingUp
    case foreignHistory
    case untouched
}

extension DeskError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .edit(let problem): "\(problem)"
        case .conflictGone:
            "that conflict is not open here: `bridgework conflicts list` shows what is"
        case .conflictMoved(let conflict):
            "its candidates are not those of that digest any more: look again with "
                + "`bridgework conflicts show \(conflict.suffix)`"
        case .countMoved:
            "what would be settled is not what was counted: count again with --dry-run"
        case .seenTooShort:
            "--seen takes the digest that `bridgework conflicts show` prints, at least its first "
                + "\(ConflictCase.digestLength) digits"
        case .noSuchChoice(let count):
            "the conflict has candidates 1 to \(count): `bridgework conflicts show` lists them"
        case .heldClosed(let kind, let state):
            "this \(kind.word) was decided already: it is \(state)"
        case .wrongChoice(let choice): "\(choice)"
        case .notSettledHere:
            "no conflict of that id was settled on this replica: undo it where it was settled, or "
                + "edit the record"
        case .notImportedHere:
            "no import of that id can be taken back on this replica: `bridgework import undo` "
                + "lists those that can"
        case .severalImports: "several imports end like that: give more of the id"
        case .settledSince:
            "somebody wrote there since it was settled: `bridgework show` has what stands now"
        case .stepsStay:
            "a step that was annulled stays so: log it again with `bridgework step log`"
        case .unfiltered:
            "--matching settles many of one cause: name it with --kind, --type or --attribute"
        case .pastDay: "--until takes a day that is still to come"
        case .listMoved:
            "the conflict that --after names is not open any more: list from the beginning"
        case .unreadableHeld(let kind): "this \(kind.word) cannot be read: report it"
        case .outdatedHeld(let kind):
            "the record changed since this \(kind.word) was made: look at it with `\(kind.command) "
                + "show`, then accept with --anyway, or edit the record and reject"
        case .nothingCarried:
            "only the hub's history holds what was to be written: make the change again by hand, "
                + "then close this with `drop` or `reject`"
        case .otherType(let found):
            "the record it names is \(found.withArticle): make the change on the right record, "
                + "then drop "
                + "this one"
        case .tooLarge(let records):
            "\(records) records are too many for one change: split the file"
        case .catchingUp:
            "this replica is still fetching what the hub has, so a conflict may be settled "
                + "already: run `bridgework sync` to its end first"
        case .untouched:
            "no change set kept here touched a record with that id: give the whole id, or at least "
                + "four digits of its end"
        case .foreignHistory:
            "this replica keeps its own writes only: ask the centre, or the hub's operator with "
                + "`bridgework-hub history` and `bridgework-hub audit`"
        }
    }
}

extension Desk {
    /// Whether a rule said no to one of several; anything else ends the whole.
    static func isRefusal(_ error: any Error) -> Bool {
        error is DeskError || error is DeedProblem || error is WriteRefusal
    }
}

/// Why a conflict is not settled in the way that was asked for.
package enum WrongChoice: Error, Equatable, Sendable, CustomStringConvertible {
    /// It takes these.
    case offers([String])
    /// It ends where the matter itself is dealt with.
    case elsewhere(String)
    case map(String)
    case foreignField(String, [String])
    case fieldNotGiven(String)

    package var description: String {
        switch self {
        case .offers(let choices):
            "this conflict is settled with " + choices.map { "--\($0)" }.joined(separator: " or ")
        case .elsewhere(let kind):
            "a conflict of kind \(kind) is not settled here: check the person against the list, "
                + "then record the departure or the cleared match"
        case .map(let attribute):
            "a value of \(attribute) is written with `bridgework edit`: it replaces what stands"
        case .foreignField(let field, let known):
            "\(field) is not a field of this conflict: it has " + known.joined(separator: ", ")
        case .fieldNotGiven(let field):
            "the candidates differ in \(field): give --merge \(field)=N too"
        }
    }
}

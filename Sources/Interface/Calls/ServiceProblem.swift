internal import Benefits
internal import Fees
internal import Merge
internal import Practice
internal import Records
internal import Replica
internal import Rulebook
internal import Store
internal import Sync
internal import Tables
internal import Wire

/// Why a call was not done, as its caller is told: never with anything of a patient's or doctor's.
struct ServiceProblem: Error, Equatable {
    typealias Code = Bridgework_V1_OfficeError.Code

    let code: Code
    let what: String
    /// The field, row or type that it is about.
    var place = ""
    /// What works next.
    var next = ""

    static func version(_ found: UInt32) -> Self {
        Self(
            code: .unsupportedVersion,
            what: "version \(found) of the interface is not spoken here", place: "version",
            next: "speak version \(CallLimits.version)")
    }

    static let notService = Self(
        code: .unknownClient, what: "that user is a person, not a program", place: "client",
        next: "at the centre: bridgework user add LOGIN --role \(User.serviceRole)")

    static let notItsToken = Self(
        code: .unknownClient, what: "the token is another login's", place: "client",
        next: "on this machine: bridgework user token LOGIN")

    static func missing(_ field: String) -> Self {
        Self(code: .malformed, what: "\(field) is missing", place: field)
    }

    static func malformed(_ field: String, _ words: String) -> Self {
        Self(code: .malformed, what: "\(field) \(words)", place: field)
    }

    static func tooMuch(_ field: String, _ limit: Int, _ unit: String) -> Self {
        Self(
            code: .malformed, what: "\(field) takes at most \(limit) \(unit)", place: field,
            next: "do it in parts")
    }

    static func cursorTooOld() -> Self {
        Self(
            code: .cursorTooOld, what: "the feed does not reach back to that cursor",
            place: "cursor",
            next: "ask for changes without a cursor, then find what you follow")
    }

    static func row(_ problem: RowProblem) -> Self {
        // The header is the file's first line.
        var place = problem.line < 2 ? "columns" : "rows[\(problem.line - 2)]"
        if case .column(let name) = problem.place { place += ".\(name)" }
        return Self(
            code: .malformed, what: "\(problem.reason)", place: place,
            next: "mend the row; nothing of the bulk was taken")
    }

    init(code: Code, what: String, place: String = "", next: String = "") {
        self.code = code
        self.what = what
        self.place = place
        self.next = next
    }

    /// What an error of the desk means to a caller.
    init(_ error: any Error) {
        switch error {
        case let problem as ServiceProblem: self = problem
        case let problem as SeenProblem: self.init(problem)
        case let problem as DeedProblem: self.init(problem)
        case let problem as EditProblem: self.init(problem)
        case let problem as DeskError: self.init(problem)
        case let problem as WriteRefusal: self.init(problem)
        case let error as StoreError:
            self.init(
                code: error.remedy == .retry || error.mayPass ? .tryAgain : .failed,
                what: ErrorWords.of(error))
        case let error as NoIDSecret: self.init(code: .tryAgain, what: "\(error)")
        default:
            // What a rule of ours says no to is a refusal; anything else is a fault.
            self.init(
                code: ErrorWords.isOurs(error) ? .refused : .failed, what: ErrorWords.of(error))
        }
    }

    private init(_ problem: SeenProblem) {
        switch problem {
        case .moved:
            self.init(
                code: .staleBasis, what: "\(problem)", place: "basis",
                next: "read the record, and write with its basis")
        case .stands: self.init(code: .exists, what: "\(problem)", place: "id")
        }
    }

    private init(_ problem: DeedProblem) {
        let code: Code =
            switch problem {
            case .unknownType, .unknownField, .ambiguous: .unknownName
            case .noSuchRecord, .departed, .standsElsewhere: .noSuchRecord
            case .noSuchUser, .disabledUser: .unknownClient
            case .notCentral, .foreignOffice, .noWorkflow, .nothingToDo, .notEmpty, .tooLarge:
                .refused
            }
        self.init(code: code, what: "\(problem)")
    }

    private init(_ problem: EditProblem) {
        switch problem {
        case .unknownField(let name, _, let closest):
            self.init(
                code: .unknownName, what: "there is no such field", place: name,
                next: closest.map { "perhaps \($0)" } ?? "")
        case .invalid(let field, _):
            self.init(code: .malformed, what: "\(problem)", place: field)
        case .wrongForm(let field, _), .assignedTwice(let field), .tooManyParts(let field, _):
            self.init(code: .malformed, what: "\(problem)", place: field)
        case .missing, .notAnAssignment:
            self.init(code: .malformed, what: "\(problem)", place: "fields")
        case .unresolved(let unit, _):
            self.init(code: .conflictStands, what: "\(problem)", place: unit)
        }
    }

    private init(_ problem: DeskError) {
        switch problem {
        case .edit(let problem): self.init(problem)
        default: self.init(code: .refused, what: "\(problem)")
        }
    }

    private init(_ problem: WriteRefusal) {
        switch problem {
        case .conflictStands(let attribute, _):
            self.init(
                code: .conflictStands, what: "\(problem)", place: attribute,
                next: "a person settles it")
        case .refused(let type, let attribute, _):
            self.init(code: .refused, what: "\(problem)", place: "\(type).\(attribute)")
        case .recordFull: self.init(code: .refused, what: "\(problem)")
        }
    }

    var reply: Bridgework_V1_OfficeReply {
        var error = Bridgework_V1_OfficeError()
        error.code = code
        error.what = what
        error.where = place
        error.next = next
        var reply = Bridgework_V1_OfficeReply()
        reply.error = error
        return reply
    }
}

extension StoreError {
    /// Whether an operator who looks after the disk makes the same call work.
    fileprivate var mayPass: Bool {
        switch self {
        case .diskFull, .readOnly: true
        default: false
        }
    }
}

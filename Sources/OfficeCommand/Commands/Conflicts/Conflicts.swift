import ArgumentParser
import Merge
import Practice
internal import Records
import Replica
import Store

/// What only a person can decide.
struct Conflicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, look at and settle what only a person can decide.",
        discussion: """
            Both values stand until a person decides; a plain `edit` never settles a conflict, \
            nor does an import. In a terminal, `bridgework conflicts` goes through the queue key \
            by key: Enter looks at one and takes a candidate, ? lists the keys, q quits.

            Look-alikes and overlapping terms are one conflict, however many they are. What was \
            decided of two records stands in a settlement between them (`list settlement`), with \
            who and why; the records are not written, so taking it back restores both. Answers \
            that differ, or lead in a circle, are a conflict again, and so is what somebody wrote \
            to the record that yields, unseen by whoever decided.

            Of what waits the hub is asked once, at the sync, who wrote it and why: that is told \
            without a line, too.
            """,
        subcommands: [
            Review.self, ListOpen.self, ShowOne.self, Resolve.self, Undo.self, ListSettled.self,
            Assign.self, Defer.self,
        ], defaultSubcommand: Review.self)
}

/// Which conflicts a command is about.
struct ConflictOptions: ParsableArguments, Sendable {
    @Option(help: "Only this kind: siblings, edited-while-removed, duplicate-patient …")
    var kind: String?

    @Option(help: "Only conflicts of records of this type.")
    var type: String?

    @Option(help: "Only conflicts of this unit.")
    var attribute: String?

    @Option(help: "Only what lies in the scope of the office with this code.")
    var office: String?

    @Option(help: "blocking or review.")
    var severity: Severity?

    @Option(help: "open, assigned, deferred or all.")
    var status: Status = .all

    @Option(help: "Only what that user looks after, by login; none for nobody.")
    var assignee: String?

    @Option(help: "Only conflicts older than so many days.")
    var olderThan: Int?

    /// How much a conflict stands in the way.
    enum Severity: String, CaseIterable, ExpressibleByArgument, Sendable {
        case blocking, review
    }

    /// Whether somebody looks after it.
    enum Status: String, CaseIterable, ExpressibleByArgument, Sendable {
        case open, assigned, deferred, all
    }

    static let kinds =
        FieldConflict.Kind.allCases.map(\.rawValue) + CrossConflict.Kind.allCases.map(\.rawValue)

    func validate() throws {
        if let kind, !Self.kinds.contains(kind) {
            throw ValidationError(
                "There is no such kind; --kind takes " + Self.kinds.joined(separator: ", ") + ".")
        }
        if let olderThan, !(0...36_500).contains(olderThan) {
            throw ValidationError("--older-than takes a number of days from 0.")
        }
    }

    /// Whether one cause is named.
    var namesCause: Bool { kind != nil || type != nil || attribute != nil }

    func filter(at desk: Desk) throws -> ConflictFilter {
        var filter = try desk.conflictFilter()
        filter.kind = kind
        filter.type = try type.map { try desk.type(named: $0).name }
        if let attribute {
            let types = try filter.type.map { [try desk.type(named: $0)] } ?? desk.schema.types
            guard types.contains(where: { $0[attribute] != nil }) else {
                throw DeedProblem.unknownField(type: filter.type ?? "record", likely: [])
            }
        }
        filter.attribute = attribute
        filter.office = try office.map { try desk.find(.office, named: $0) }
        filter.isBlocking = severity.map { $0 == .blocking }
        filter.status = ConflictFilter.Status(rawValue: status.rawValue)
        filter.assignee = try assignee.map { login in
            guard login != "none" else { return .nobody }
            guard let user = try desk.actor(login: login) else { throw DeedProblem.noSuchUser }
            return .user(user)
        }
        filter.before = olderThan.map {
            Timestamp(milliseconds: desk.now.milliseconds - Int64($0) * 86_400_000)
        }
        return filter
    }
}

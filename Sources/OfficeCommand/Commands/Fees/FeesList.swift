import ArgumentParser
internal import Fees
import Merge
internal import Records
import Replica
import Rulebook
internal import Tables

/// Every schedule with the version in force.
struct FeesList: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List fee schedules and what is in force.")

    @OptionGroup var options: DeskOptions

    @Option(help: "On that day; today if not given.")
    var on: Day?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try on ?? desk.today
        let schedules = try desk.reading { lookup in
            lookup.records(.feeSchedule).filter(\.isActive)
                .map { FeeSchedule($0, lookup: lookup) }.sorted { $0.code < $1.code }
        }
        var listing = Table(
            [
                "code", "name", "kind", "version", "effective", "lines", "next", "drafts",
                "offices",
            ], of: "fee schedule")
        for schedule in schedules {
            let version = schedule.book.version(on: day)
            let next = schedule.latest.flatMap { $0.effectiveFrom > day ? $0 : nil }
            listing.add([
                .init(schedule.code), .init(schedule.view[FeeSchedule.name] ?? ""),
                .init(schedule.kind),
                version.map { .init($0.number) } ?? .blank,
                .init(version?.effectiveFrom.description ?? ""),
                version.map { FeesList.lines($0) } ?? .blank,
                .init(next.map { "v\($0.number) from \($0.effectiveFrom)" } ?? ""),
                .init(schedule.openDrafts.count), .init(schedule.offices.count),
            ])
        }
        try output.print(listing, to: console)
    }

    static func lines(_ version: FeeVersion) -> Table.Cell {
        version.lines.map { .init($0.count) } ?? .init("ALARM: damaged")
    }
}

/// One schedule: versions, drafts, requests that wait and requests that were refused.
struct FeesShow: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a schedule's versions, drafts and requests.",
        discussion: "With --lines VERSION, the lines of that version.")

    @OptionGroup var options: DeskOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "The number of a version, to show its lines.")
    var lines: Int64?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let schedule = try desk.reading { try $0.feeSchedule(self.schedule) }
        if let number = lines { return try show(number, of: schedule, desk, console) }
        var listing = Table([
            "what", "number", "state", "effective", "through", "lines", "digest", "comment", "id",
        ])
        let log = schedule.book.log
        for version in schedule.book.versions {
            listing.add([
                .init("version"), .init(version.number), .init(state(log.state(of: version.id))),
                .init(version.effectiveFrom.description),
                .init(version.effectiveThrough?.description ?? ""), FeesList.lines(version),
                .init(version.digest), .init(""), .init(version.id.description),
            ])
        }
        for draft in schedule.drafts where schedule.stage(of: draft) != .published {
            let conflicts = draft.conflicts.count
            listing.add([
                .init("draft"), .blank, .init(schedule.stage(of: draft).word),
                .init(draft.view[FeeDraft.term.from]?.description ?? ""),
                .init(draft.view[FeeDraft.term.through]?.description ?? ""),
                .init(draft.lines.count), .init(draft.digest),
                .init(conflicts > 0 ? "\(conflicts) codes with two prices" : ""),
                .init(draft.id.description),
            ])
        }
        for request in log.open {
            listing.add(row("waits", request.step.rawValue, request.effectiveOn))
        }
        for answer in log.answers where answer.step != .publish {
            listing.add(row(answer.step.rawValue, "", answer.effectiveOn, answer.comment ?? ""))
        }
        try output.print(listing, to: console)
    }

    private func row(
        _ what: String, _ state: String, _ day: Day?, _ comment: String = ""
    ) -> [Table.Cell] {
        [
            .init(what), .blank, .init(state), .init(day?.description ?? ""),
            .init(""), .blank, .init(""), .init(comment), .init(""),
        ]
    }

    private func state(_ state: FeeReleaseLog.State) -> String {
        switch state {
        case .unpublished: "not released"
        case .published: "published"
        case .recalled(nil): "recalled"
        case .recalled(let day?): "recalled from \(day)"
        }
    }

    private func show(
        _ number: Int64, of schedule: FeeSchedule, _ desk: Desk, _ console: Console
    ) throws {
        guard let version = schedule.version(number: number) else {
            throw FeeError.noSuchVersion(number)
        }
        guard let lines = version.lines else { throw FeeError.unsoundVersion(number) }
        var listing = Table(["code", "qualifier", "state", "fee", "comment"], of: "line")
        for line in lines.lines {
            listing.add([
                .init(line.key.code), .init(line.key.qualifier), .init(line.price.state),
                .init(line.price.description), .init(line.comment),
            ])
        }
        try output.print(listing, to: console)
        let day = max(try desk.today, version.effectiveFrom)
        let doubts = try desk.reading { CodeDoubts(on: day, in: $0).doubts(on: lines) }
        for doubt in doubts { console.say(doubt) }
    }
}

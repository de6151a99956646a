import ArgumentParser
internal import Fees
import Merge
import Practice
import Replica

/// What a draft or a version changes, line by line.
struct FeesDiff: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare a draft with what is published, code by code.",
        discussion: """
            Without --number, the open draft is compared with the version published last, or the \
            one it corrects. --volumes adds how often the offices did each procedure (`import \
            volumes`) and what the change is worth in dollars.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "The draft, where several are open.")
    var draft: String?

    @Option(help: "The number of a version to compare instead of a draft.")
    var number: Int64?

    @Option(help: "The number of the version to compare with.")
    var against: Int64?

    @Flag(help: "Also what the change is worth on the imported volumes.")
    var volumes = false

    @Option(help: "Only the volumes of this period.")
    var period: String?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let today = try desk.today
        let (schedule, after, digest) = try newer(desk, today)
        let older = try base(desk, schedule, today)
        let (diff, counted) = try desk.reading { lookup in
            let usual = schedule.usual(on: today, lookup: lookup)
            let release = CodeRelease.dental(on: today, in: lookup)
            let diff = FeeDiff(
                from: older?.lines ?? FeeLines(), to: after, usual: usual,
                codes: release.map { Set($0.codes.keys) })
            let offices = Set(schedule.offices)
            let counted =
                volumes
                ? FeeVolumes(lookup, offices: offices.isEmpty ? nil : offices, period: period)
                : nil
            return (diff, counted)
        }
        if let older, older.lines == nil { throw FeeError.unsoundVersion(older.number) }
        let table = FeeReports.worth(of: diff, volumes: counted, title: schedule.code)
        try output.print(table, to: console)
        console.say(
            "\(diff.changes.count) of \(diff.changes.count + diff.unchanged) lines to look at, "
                + "against " + (older.map { "version \($0.number)" } ?? "nothing"))
        if let counted {
            console.say(
                counted.isEmpty
                    ? FeeWorth.noVolumes : "\(FeeWorth(of: diff, on: counted))")
        }
        console.say("digest \(digest)")
    }

    private func newer(
        _ desk: Desk, _ today: Day
    ) throws -> (FeeSchedule, FeeLines, String) {
        guard let number else {
            let review = try self.review(desk, today)
            guard review.draft.conflicts.isEmpty else {
                throw FeeError.lineConflicts(review.draft.conflicts.count)
            }
            return (review.schedule, review.draft.lines, review.draft.digest)
        }
        let schedule = try desk.reading { try $0.feeSchedule(self.schedule) }
        let found = try schedule.required(version: number)
        return (schedule, try found.soundLines(), found.digest)
    }

    private func base(
        _ desk: Desk, _ schedule: FeeSchedule, _ today: Day
    ) throws -> FeeVersion? {
        if let against { return try schedule.required(version: against) }
        guard let number else { return try review(desk, today).base }
        return schedule.book.versions.last { $0.number < number }
    }

    private func review(_ desk: Desk, _ today: Day) throws -> FeeReview {
        try desk.reading { lookup in
            try FeeReview(
                of: lookup.feeSchedule(schedule), draft: draft, on: today, in: lookup)
        }
    }
}

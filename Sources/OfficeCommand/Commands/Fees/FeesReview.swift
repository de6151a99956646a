import ArgumentParser
import Merge
import Practice
import Replica

/// What every step of a draft's review takes.
struct FeesReview: ParsableArguments, Sendable {
    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "The draft, where several are open.")
    var draft: String?

    init() {}

    func take(
        _ step: String, seen: String? = nil, _ options: DeskOptions, _ why: ReasonOption,
        _ desk: Desk, _ console: Console
    ) throws {
        let (review, receipt) = try desk.stepFees(
            schedule, draft: draft, step, seen: seen, today: desk.today,
            actor: options.actor(at: desk), reason: why.reason)
        console.line(review.draft.id.description)
        console.line("digest \(review.draft.digest)")
        console.say(receipt)
    }
}

/// Hands a draft to whoever approves.
struct FeesSubmit: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Hand a draft over for approval; what deserves a look needs --reason.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var review: FeesReview

    func run(_ desk: Desk, _ console: Console) async throws {
        try review.take("submit", options, why, desk, console)
    }
}

/// Approves exactly the lines that were seen.
struct FeesApprove: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve the lines of one digest; the importer does so only with --reason.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var review: FeesReview

    @Option(help: "The digest that `fees diff` showed, or its first eight or more digits.")
    var digest: String

    func run(_ desk: Desk, _ console: Console) async throws {
        try review.take("approve", seen: digest, options, why, desk, console)
    }
}

/// Sends a draft back.
struct FeesReject: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Send a draft back to be mended; needs --reason.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var review: FeesReview

    func run(_ desk: Desk, _ console: Console) async throws {
        try review.take("reject", options, why, desk, console)
    }
}

/// Gives a draft up.
struct FeesWithdraw: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Give a draft up.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var review: FeesReview

    func run(_ desk: Desk, _ console: Console) async throws {
        try review.take("withdraw", options, why, desk, console)
    }
}

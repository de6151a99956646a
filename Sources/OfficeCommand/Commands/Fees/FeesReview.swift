import ArgumentParser
internal import Fees
import Merge
import Replica

/// What every step of a draft's review takes.
struct FeesReview: ParsableArguments, Sendable {
    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "The draft, where several are open.")
    var draft: String?

    init() {}

    /// The step as a deed.
    func taking(_ step: FeeDraft.Step, seen: String? = nil) -> ReviewFees {
        ReviewFees(schedule, draft: draft, step, seen: seen)
    }
}

extension Console {
    /// The draft that took a step, and what it holds.
    fileprivate func tell(_ done: Done<FeeReview>) {
        if !done.isRehearsed { line(done.outcome.draft.id.description) }
        line("digest \(done.outcome.draft.digest)")
        tell(receiptOf: done)
    }
}

/// Hands a draft to whoever approves.
struct FeesSubmit: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Hand a draft over for approval; what deserves a look needs --reason.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var review: FeesReview

    func run(_ desk: Desk, _ console: Console) async throws {
        console.tell(try perform(review.taking(.submit), at: desk, deed))
    }
}

/// Approves exactly the lines that were seen.
struct FeesApprove: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve the lines of one digest; the importer does so only with --reason.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var review: FeesReview

    @Option(help: "The digest that `fees diff` showed, or its first eight or more digits.")
    var digest: String

    func run(_ desk: Desk, _ console: Console) async throws {
        console.tell(try perform(review.taking(.approve, seen: digest), at: desk, deed))
    }
}

/// Sends a draft back.
struct FeesReject: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Send a draft back to be mended; needs --reason.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var review: FeesReview

    func run(_ desk: Desk, _ console: Console) async throws {
        console.tell(try perform(review.taking(.reject), at: desk, deed))
    }
}

/// Gives a draft up.
struct FeesWithdraw: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Give a draft up.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions
    @OptionGroup var review: FeesReview

    func run(_ desk: Desk, _ console: Console) async throws {
        console.tell(try perform(review.taking(.withdraw), at: desk, deed))
    }
}

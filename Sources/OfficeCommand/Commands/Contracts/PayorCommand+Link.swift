import ArgumentParser
internal import Benefits
import Merge
internal import Participation
import Practice
internal import Records
import Replica

extension PayorCommand {
    /// Two records of one payor or plan.
    struct Link: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that one payor or plan stands for another; neither is changed.",
            discussion: """
                Whoever names the first is led to the second, and nothing is rewritten. It is a \
                settlement, as `conflicts resolve` makes one: two people who link them \
                differently are a conflict. One that stands and was an office's own becomes the \
                group's, a plan with its payor. An office's link waits for the centre as a proposal.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The code, id or end of the id of the one that is replaced.")
        var name: String

        @Argument(help: "The code, id or end of the id of the one that stands.")
        var other: String

        @Flag(help: "They are plans, not payors.")
        var plan = false

        func run(_ desk: Desk, _ console: Console) async throws {
            let link = LinkRecords(plan ? .insurancePlan : .payor, name, other, .replacedBy)
            console.tell(try perform(link, at: desk, deed))
        }
    }

    /// Two payors or plans that were linked by mistake.
    struct Unlink: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that one payor or plan stands for another.",
            discussion: """
                Both records stand alone again; what became the group's stays so. An office's \
                wish waits for the centre as a proposal.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The code, id or end of the id of one of the two.")
        var name: String

        @Argument(help: "The code, id or end of the id of the other.")
        var other: String

        @Flag(help: "They are plans, not payors.")
        var plan = false

        func run(_ desk: Desk, _ console: Console) async throws {
            let unlink = UnlinkRecords(plan ? .insurancePlan : .payor, name, other)
            console.tell(try perform(unlink, at: desk, deed))
        }
    }
}

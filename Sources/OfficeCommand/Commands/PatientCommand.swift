import ArgumentParser
internal import Benefits
import Merge
import Practice
internal import Records
import Replica
import Store
internal import Tables

/// Patients by name, and duplicates linked.
struct PatientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Find patients, and link duplicates.",
        subcommands: [Find.self, Link.self, Unlink.self])

    /// By words of the name, birth date or number.
    struct Find: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Find this replica's patients by parts of the name, a birth date or a number.",
            discussion: """
                Every word must match: the beginning of a part of the name, whatever its accents, \
                apostrophes, hyphens and case, a birth date as YYYY-MM-DD or as on a card, such as \
                01/05/1962 (in both orders), or the beginning of an external number. Where a \
                record was replaced by another, `replacedBy` names that one. JSON and CSV are as \
                `list patient`.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "Words to match.")
        var words: [String]

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            try Finding(type: .patient, words: words).run(desk, output, console)
        }
    }

    /// Two records of one person.
    struct Link: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Link two records of one patient; neither is changed or fused.",
            discussion: """
                The first is marked as replaced by the second, or as --kind says. Both stay, and \
                readers follow the link: `estimate`, `summary`, `coverage list` and `coverage \
                order` take either name for the one who stands, with the insurance of both, and \
                an import's row under the other's number goes to the one who stands. Its own \
                order of payment holds. `show`, `edit`, `link` and `unlink` mean the record that \
                is named. The offices of either are given both. Which of the two stands is a \
                settlement, as `conflicts resolve` makes one: two people who link them \
                differently are a conflict. An office's link waits for the centre as a proposal.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The patient's id or the end of it.")
        var patient: String

        @Argument(help: "The other patient's id or the end of it.")
        var other: String

        @Option(help: "replacedBy, replaces, refer, seeAlso or notSame.")
        var kind = "replacedBy"

        func run(_ desk: Desk, _ console: Console) async throws {
            guard let kind = LinkKind(rawValue: kind) else {
                throw EditProblem.invalid(
                    field: "kind", .notChoice(LinkKind.allCases.map(\.rawValue)))
            }
            let link = LinkRecords(.patient, patient, other, kind)
            console.tell(try perform(link, at: desk, deed))
        }
    }
}

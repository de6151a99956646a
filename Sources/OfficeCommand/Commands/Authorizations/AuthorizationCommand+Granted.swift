import ArgumentParser
internal import Claims
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
internal import Tables

extension AuthorizationCommand {
    /// The payor's letter.
    struct Approve: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter what a payor approved: its number, days and units.",
            discussion: """
                The letter is kept as a document; what was told by telephone or portal, without \
                one, becomes a document of those words. Two letters that disagree both stand, and \
                nothing may rely on the authorization until one supersedes the other \
                (--supersedes, or `conflicts`).

                Example: bridgework authorization approve 3f2a91bc --number PA-1 --from \
                2027-02-01 --through 2027-04-30 --units 2 --document letter.pdf
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The authorization: its id, the end of it, or the payor's number.")
        var authorization: String

        @Option(help: "The payor's number of it.")
        var number: String?

        @Option(help: "The first day on which it holds.")
        var from: Day?

        @Option(help: "The last day on which it holds.")
        var through: Day?

        @Option(help: "For how many services or visits.")
        var units: Int64?

        @Flag(help: "Not all that was asked for is approved.")
        var partly = false

        @Option(help: "The day of the decision; today if not given.")
        var on: Day?

        @Option(help: "The letter: a document's id or the end of it, or a FILE to keep.")
        var document: String?

        @Option(help: "The document whose letter this one takes the place of.")
        var supersedes: String?

        @Option(help: "What there is to say.")
        var comment: String?

        func validate() throws {
            guard units.map({ (0...9_999).contains($0) }) ?? true else {
                throw ValidationError("--units takes 0 to 9999.")
            }
            if let from, let through, through < from {
                throw ValidationError("It ends before it begins.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = EnterApproval(authorization)
            deed.number = number
            deed.from = from
            deed.through = through
            deed.units = units
            deed.isPartial = partly
            deed.decidedOn = on
            deed.evidence = try document.map { try EvidenceFile.read($0, console) }
            deed.supersedes = supersedes
            deed.comment = comment
            console.tell(try perform(deed, at: desk, given, otherwise: "authorization approve"))
        }
    }

    /// What was done under it.
    struct Use: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a service was done under an authorization.",
            discussion: """
                One service entered at two offices counts once. Where two offices use more than \
                was granted while they are apart, that is a conflict.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The authorization: its id, the end of it, or the payor's number.")
        var authorization: String

        @Argument(help: "CODE, CODE:TOOTH or CODE:TOOTH:UNITS.")
        var service: String

        @Option(help: "The day of service; today if not given.")
        var on: Day?

        @Option(help: "Our own number of its claim.")
        var claim: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = UseAuthorization(authorization, service)
            deed.servedOn = on
            deed.claimNumber = claim
            console.tell(try perform(deed, at: desk, given, otherwise: "authorization use"))
        }
    }

    /// What went beside it.
    struct Attach: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that an attachment went to the payor beside a request.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The authorization: its id, the end of it, or the payor's number.")
        var authorization: String

        @Argument(help: "What, as the payor's rule names it.")
        var attachment: String

        @Option(help: "When it went; today if not given.")
        var on: Day?

        @Option(help: "The number under which the payor finds it.")
        var reference: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var deed = AttachToAuthorization(authorization, attachment)
            deed.sentOn = on
            deed.reference = reference
            console.tell(try perform(deed, at: desk, given, otherwise: "authorization attach"))
        }
    }

    /// What payors demand.
    struct Rules: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List for which codes payors ask for authorizations and attachments.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "That payor alone, by code.")
        var payor: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.reading { lookup in
                let wanted = try payor.map { [try lookup.view(.payor, $0)] }
                return Table.payorRules(
                    wanted ?? lookup.records(.payor).filter(\.isActive), lookup)
            }
            try output.print(table, to: console)
        }
    }

    /// What one payor demands for one code.
    struct SetRule: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rule",
            abstract: "Say what a payor asks for before it pays a code.",
            discussion: """
                --authorization prior makes `claim check` hold a claim that has none; attachments \
                are names of your own, or the type codes of a claim's paperwork segment, which \
                are read from its file.

                Example: bridgework authorization rule SDP D7240 --authorization prior \
                --attachment RB
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The payor's code.")
        var payor: String

        @Argument(help: "The procedure code.")
        var code: String

        @Option(help: "prior, predetermination or none.")
        var authorization: Wanted?

        @Option(help: "What has to go beside the claim; may be repeated.")
        var attachment: [String] = []

        @Option(help: "What has no longer to; may be repeated.")
        var withoutAttachment: [String] = []

        enum Wanted: String, CaseIterable, ExpressibleByArgument {
            case prior, predetermination, none
        }

        func validate() throws {
            guard authorization != nil || !(attachment + withoutAttachment).isEmpty else {
                throw ValidationError("Say --authorization, --attachment or --without-attachment.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let changes =
                attachment.map {
                    Assignment(adding: "\(code);\($0)", to: Payor.attachmentRules)
                }
                + withoutAttachment.map {
                    Assignment(
                        field: Payor.attachmentRules.name, change: .remove("\(code);\($0)"))
                }
            let kind = authorization.map {
                [Assignment(Payor.authorizationRules, at: code, $0.rawValue)]
            }
            let edit = EditRecord(.payor, payor, (kind ?? []) + changes)
            console.tell(try perform(edit, at: desk, given))
        }
    }
}

import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

extension ClaimCommand {
    /// What a second plan is to be asked.
    struct Secondary: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List claims that a second plan is to be asked about, or show one's figures.",
            discussion: """
                A claim that its first payor answered, of a patient whom another coverage covers \
                on the day of service, next in the patient's order. `left` is what the first payor \
                leaves to the patient, `cobRule` how the second plan coordinates. A payor that \
                forwards a claim itself asks nobody to send it again. With --all also those that \
                are asked or answered.

                Of one claim: each service as the first payor answered it, with its reasons; that \
                is what the second claim has to say. The practice's software sends it; its 837, \
                taken in, is matched to the second coverage, and `claim check` holds one that goes \
                out before the first payor has answered.

                Examples: bridgework claim secondary; bridgework claim secondary PMS1001
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The first claim: its number, its id, or the end of it.")
        var claim: String?

        @Option(help: "That office alone, by code.")
        var office: String?

        @Flag(help: "Also those that are asked, forwarded or answered.")
        var all = false

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard claim == nil || (office == nil && !all) else {
                throw ValidationError("Name a claim, or choose with --office and --all.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let office = try desk.heldOffice(code: office)
            let table = try desk.reading { lookup -> Table in
                let claims = SecondaryClaims(lookup, claims: ClaimBook(lookup).all())
                guard let name = claim else {
                    let found = claims.all().filter { found in
                        (office == nil || found.primary.office == office)
                            && (all || found.needsSomebody)
                    }
                    return .secondaryClaims(found, lookup)
                }
                let found = try ClaimBook(lookup).claim(name)
                guard let second = claims.secondary(found), let answer = second.answer else {
                    throw NoSecondary()
                }
                console.say(
                    "claim \(found.number): \(second.standing.words); the first payor paid "
                        + "\(Figure.money(second.paidCents)) and leaves "
                        + Figure.money(second.leftCents))
                return .services(of: answer)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// Nobody is second.
    struct NoSecondary: Error, CustomStringConvertible {
        let description =
            "no second plan is to be asked about it: the first payor has not answered, it is no "
            + "first claim, or no other coverage in the patient's order holds on its day"
    }
}

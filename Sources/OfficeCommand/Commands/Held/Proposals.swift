import ArgumentParser
internal import Records

/// Changes that offices ask for.
struct Proposals: AsyncParsableCommand, HeldWord {
    static let kind = HeldWrite.Kind.proposal

    static let configuration = CommandConfiguration(
        abstract: "List, look at and decide changes that offices may not make themselves.",
        subcommands: [
            HeldList<Proposals>.self, HeldShow<Proposals>.self, HeldAccept<Proposals>.self,
            HeldDecline<Proposals>.self,
        ],
        defaultSubcommand: HeldList<Proposals>.self)
}

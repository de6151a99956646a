import ArgumentParser
internal import Records

/// Late edits of records that moved on.
struct Custody: AsyncParsableCommand, HeldWord {
    static let kind = HeldWrite.Kind.custody

    static let configuration = CommandConfiguration(
        abstract: "Decide late edits of records that their author's office no longer has.",
        discussion: """
            An edit that reaches the hub after its office has lost the record is kept for whoever \
            has the record now: it is neither refused nor dropped.
            """,
        subcommands: [
            HeldList<Custody>.self, HeldShow<Custody>.self, HeldAccept<Custody>.self,
            HeldDecline<Custody>.self,
        ],
        defaultSubcommand: HeldList<Custody>.self)
}

import ArgumentParser
internal import Records

/// Late edits of records that moved on.
struct CustodyCommand: AsyncParsableCommand, HeldWord {
    static let kind = HeldWrite.Kind.custody

    static let configuration = CommandConfiguration(
        commandName: "custody",
        abstract: "Decide late edits of records that their author's office no longer has.",
        discussion: """
            An edit that reaches the hub after its office has lost the record is kept for whoever \
            has the record now: it is neither refused nor dropped.
            """,
        subcommands: [
            HeldList<CustodyCommand>.self, HeldShow<CustodyCommand>.self,
            HeldAccept<CustodyCommand>.self,
            HeldDecline<CustodyCommand>.self,
        ],
        defaultSubcommand: HeldList<CustodyCommand>.self)
}

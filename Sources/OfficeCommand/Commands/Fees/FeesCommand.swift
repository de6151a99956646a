import ArgumentParser
package import Fees

/// Fee schedules: what payors pay, from a file to every office.
struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees",
        abstract: "Import, compare, approve, publish and look up fee schedules.",
        discussion: """
            A file becomes a draft (`import`), a draft is looked at (`diff`), submitted, approved \
            by another user, and published to its offices from a day on. The hub makes the \
            version; it arrives whole or not at all. A lookup goes by the date of service.
            """,
        subcommands: [
            FeesImport.self, FeesSet.self, FeesExport.self, FeesList.self, FeesShow.self,
            FeesDiff.self, FeesSubmit.self,
            FeesApprove.self, FeesReject.self, FeesWithdraw.self, FeesPublish.self,
            FeesRecall.self, FeesEstimates.self, FeesLookup.self, FeesRollout.self,
            FeesConfirm.self,
            FeesAssign.self,
        ])
}

extension FeeFileFormat: ExpressibleByArgument {}

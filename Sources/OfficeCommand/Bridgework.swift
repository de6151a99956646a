package import ArgumentParser

/// The command line of an office, a coordinator and an admin.
package struct Bridgework: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "bridgework",
        abstract:
            "Works on a replica of a dental group's insurance records, with or without a line.",
        discussion: """
            Every command needs a store: --store DIR, or BRIDGEWORK_STORE, or, where the package \
            is installed, the one that /etc/bridgework/agent.conf names: its service's, which is \
            the user bridgework's (`sudo -u bridgework bridgework status`). While `agent` \
            runs on a store, or a command takes longer there, the other commands reach it there \
            and behave the same. For a store that is held otherwise they wait some seconds.

            A listing is a table that fits the terminal; --wide shows every column uncut, \
            --columns NAME,NAME those named, --format json or csv is for programs.

            Results go to standard output, talk to standard error. Exit codes: 0 done, 1 refused \
            with a reason, 2 misuse, 3 try again.

            Ids may be shortened to an unambiguous ending; doctors go by NPI, users by login, and \
            offices, contracts, schedules, payors and plans by code. A code, NPI or login names \
            the record in use, whatever its case; of two settled as one, the one that stands. \
            While two are in use, commands name both and do nothing.

            \(topicList(HelpTopic.office))
            """,
        version: "bridgework \(Versions.software)",
        subcommands: [
            Setup.self,
            Join.self,
            SyncNow.self,
            CourierCommand.self,
            AddressCommand.self,
            AgentCommand.self,
            BrowserDesk.self,
            Today.self,
            Status.self,
            Create.self,
            Edit.self,
            Show.self,
            List.self,
            Import.self,
            PatientCommand.self,
            UserCommand.self,
            DoctorCommand.self,
            CaseCommand.self,
            NoticeCommand.self,
            ContractCommand.self,
            ContactCommand.self,
            PayorCommand.self,
            ConnectionCommand.self,
            DocumentCommand.self,
            NetworkCommand.self,
            FeesCommand.self,
            Codes.self,
            CoverageCommand.self,
            VerificationCommand.self,
            PlanCommand.self,
            EstimateCommand.self,
            SummaryCommand.self,
            AppointmentCommand.self,
            AuthorizationCommand.self,
            ClaimCommand.self,
            RemittanceCommand.self,
            DenialCommand.self,
            AppealCommand.self,
            AnswerCommand.self,
            ReceivableCommand.self,
            Conflicts.self,
            Proposals.self,
            CustodyCommand.self,
            QuarantineCommand.self,
            Departed.self,
            WorkflowCommand.self,
            StepCommand.self,
            TaskCommand.self,
            ReportCommand.self,
            Digest.self,
            SQLCommand.self,
            Explain.self,
            HistoryCommand.self,
            Audit.self,
            Verify.self,
            Upgrade.self,
            KeyCommand<DeskOptions>.self,
            SalvageCommand.self,
            StoreBackup.self,
            StoreRestore.self,
            Events.self,
            Sample.self,
            ManualCommand.self,
        ])

    package init() {}
}

package import ArgumentParser
import OfficeCommand

/// The hub's command line.
package struct BridgeworkHub: AsyncParsableCommand, HubProgram {
    package static let configuration = CommandConfiguration(
        commandName: "bridgework-hub",
        abstract: "Runs the hub of a dental group: joins what offices write, and lets offices in.",
        discussion: """
            Every command needs the hub's store: --store DIR, or BRIDGEWORK_HUB_STORE, or, where \
            the package is installed, the one that /etc/bridgework/hub.conf names: its service's, \
            which is the user bridgework-hub's (`sudo -u bridgework-hub bridgework-hub status`). \
            While `serve` runs, the other commands reach it and behave the same.

            Exit codes: 0 done, 1 refused with a reason, 2 misuse, 3 try again.

            \(topicList(HelpTopic.hub))
            """,
        version: "bridgework-hub \(Versions.software)",
        subcommands: [
            HubSetup.self,
            Init.self,
            Serve.self,
            Invite.self,
            InviteUser.self,
            Replicas.self,
            Revoke.self,
            RenewSecret.self,
            Address.self,
            Cut.self,
            HubCourierCommand.self,
            Backup.self,
            Restore.self,
            Resume.self,
            HubStatus.self,
            HubLag.self,
            OpenHubDesk.self,
            HubDigest.self,
            HubExplain.self,
            HubHistory.self,
            HubAudit.self,
            HubEvents.self,
            HubVerify.self,
            HubUpgrade.self,
            KeyCommand<HubOptions>.self,
            Prove.self,
            HubManual.self,
        ])

    package init() {}
}

import ArgumentParser
package import OfficeCommand

// The matters of whoever runs the hub.

extension HelpTopic {
    static let machines = HelpTopic(
        "machines", "Machines join, are replaced, and are shut out",
        [
            "A machine joins with a token that works once and carries the hub's address and the "
                + "group's authority; its key is made there and never leaves it. A machine of the "
                + "same name takes the place of the one before, which is shut out when it joins.",
            "Shutting out takes effect with the machine's next message. What it never sent is in "
                + "its own store alone; what it holds stays readable there, unless its disk is "
                + "sealed in a way that the thief cannot undo. "
                + "After a theft draw a new secret for ids as well.",
        ],
        commands: [
            ("`bridgework-hub invite --office CODE`", "a token for an office's machine"),
            ("`bridgework-hub invite --list FILE --into FOLDER`", "a whole group at once"),
            ("`bridgework-hub replicas`", "who may connect, and who was seen when"),
            ("`bridgework-hub revoke NAME`", "shut one out"),
            ("`bridgework-hub renew-secret`", "after a machine was lost"),
        ])

    static let backups = HelpTopic(
        "backups", "The hub is lost and comes back",
        [
            "A backup is written while the hub serves, encrypted for a key that the hub does not "
                + "have, and read again before it counts. Offices keep what they wrote until it is "
                + "in the oldest backup, so that a hub which is restored gets the rest from them.",
            "A restored hub first only listens: one of the machines may be the only one that knows "
                + "whom you shut out since.",
        ],
        commands: [
            ("`bridgework-hub backup key FILE`", "once; keep it away from the hub"),
            ("`bridgework-hub serve --backup DIR`", "every night, the last 14 stay"),
            ("`bridgework-hub backup verify FILE`", "try one out, with or without the key"),
            ("`bridgework-hub restore FILE --key FILE`", "a hub again, on any machine"),
            ("`bridgework-hub resume`", "for whom a restored hub waits"),
        ])

    static let moving = HelpTopic(
        "moving", "The hub gets another machine, name or address",
        [
            "While the old hub serves, add the new address; each machine hears of it with its next "
                + "sync. When all have, stop the old hub, back it up, and restore it on the new "
                + "machine. Machines that do not reach it where it was try the other addresses, "
                + "and go on there. The old folder must never serve again."
        ],
        commands: [
            ("`bridgework-hub address add HOST:PORT`", "say where it will be reached"),
            ("`bridgework-hub address`", "all addresses, and who has not heard of them"),
            ("`bridgework-hub restore FILE --key FILE --host HOST`", "on the new machine"),
            ("`bridgework address at HOST:PORT`", "at a machine that was away the whole time"),
        ])

    static let trouble = HelpTopic(
        "trouble", "Something ails",
        [
            "Each trouble is a line in the log and in `bridgework-hub status --check`, which is "
                + "silent when all is well: made for cron. Every write of every office is "
                + "accounted for at any time, and every value can be explained."
        ],
        commands: [
            ("`bridgework-hub status`", "the hub and every machine, the worst first"),
            ("`bridgework-hub events`", "registrations, copied disks, differences, by day"),
            ("`bridgework-hub audit`", "where every write ended; exit 1 if one is missing"),
            ("`bridgework-hub verify`", "read everything, and compare"),
            ("`bridgework-hub cut ID`", "take a record out, everywhere"),
        ])
}

extension HelpTopic {
    static let hub: [HelpTopic] = [.machines, .backups, .moving, .trouble]
}

extension BridgeworkHub: ExplainedProgram {
    package static let topics = HelpTopic.hub
}

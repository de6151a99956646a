import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// What a doctor's payors ask for, and what of it is in.
struct DoctorPacketCommand: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packet",
        abstract: "List the papers of a doctor's packet: in, stale, missing or unknown.",
        discussion: """
            First what every payor asks for: a licence per state, malpractice cover on the first \
            day, a CAQH attestation of the last 120 days, a signed W-9 per tax number. Then what \
            the payors' requirement templates name.

            JSON: kind, form, place, state, detail, record, contracts, signature, channel.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "Only this contract's payor, by code.")
    var contract: String?

    @Option(help: "Only this office, by code.")
    var office: String?

    @Option(help: "The first day at work; the start of the doctor's last run, or today.")
    var start: Day?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let (packet, listing) = try packet(desk)
        listing.print(format, to: console)
        let open = packet.items.count { !$0.isIn }
        console.say(open == 0 ? "everything is in" : "\(open) of \(packet.items.count) are open")
    }

    private func packet(_ desk: Desk) throws -> (DoctorPacket, Listing) {
        let today = try desk.today
        return try desk.store.read { transaction in
            let lookup = StoreLookup(transaction)
            let doctor = try desk.anyDoctor(npi, transaction)
            let runs = lookup.records("onboarding_run", where: "practitioner", is: doctor)
                .compactMap { OnboardingRun($0) }
            let startsOn = start ?? runs.map(\.startsOn).max() ?? today
            let offices =
                try office.map { [try desk.find(.office, $0, transaction)] }
                ?? DoctorStays(of: doctor, in: lookup).offices(from: startsOn).sorted()
            let cases = lookup.records("enrollment", where: "practitioner", is: doctor)
                .filter(\.isActive).compactMap { $0.reference("contract") }
            let contracts =
                try contract.map { [try desk.find(.payorContract, $0, transaction)] }
                ?? Set(cases).sorted()
            let packet = DoctorPacket(
                lookup, doctor: doctor, contracts: contracts, offices: offices,
                startsOn: startsOn, today: today)
            try lookup.check()
            return (packet, self.listing(packet, RecordNames(lookup)))
        }
    }

    private func listing(_ packet: DoctorPacket, _ names: RecordNames) -> Listing {
        var listing = Listing([
            "kind", "form", "place", "state", "detail", "record", "contracts", "signature",
            "channel",
        ])
        for item in packet.items {
            listing.add([
                .init(item.kind), .init(optional: item.formName), names.cell(item.place),
                .init(item.finding.state.rawValue), .init(item.finding.detail),
                item.finding.record.map { .init(id: $0) } ?? .init("", json: "null"),
                names.cell(item.contracts), .init(optional: item.signature),
                .init(optional: item.channel),
            ])
        }
        return listing
    }
}

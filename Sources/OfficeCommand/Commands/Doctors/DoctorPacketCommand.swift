import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// What a doctor's payors ask for, and what of it is in.
struct DoctorPacketCommand: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packet",
        abstract: "List the papers of a doctor's packet: in, stale, missing, unknown.",
        discussion: """
            First what every payor asks for: a licence per state, malpractice cover on the first \
            day, a CAQH attestation of the last 120 days, a signed W-9 per tax number. Then what \
            the payors' requirement templates name for a new provider; with --run of a move what \
            they name for that: move, addLocation or term. What an office holds no record of reads \
            "not known here": the centre may hold it.

            JSON: kind, form, place, state, detail, record, contracts, signature, channel.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Option(help: "A run's or a move's contracts, offices and first day, by its id.")
    var run: String?

    @Option(help: "Only this contract's payor, by code.")
    var contract: String?

    @Option(help: "Only this office, by code.")
    var office: String?

    @Option(help: "The first day at work; the start of the doctor's last run, or today.")
    var start: Day?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let (packet, listing) = try packet(desk)
        try output.print(listing, heldBy: desk.office, to: console)
        console.say(Self.words(packet))
    }

    /// `2 of 5 are open, 3 are not known here`.
    private static func words(_ packet: DoctorPacket) -> String {
        let unheld = packet.items.count { $0.finding.state == .notHeld }
        let open = packet.items.count { !$0.isIn } - unheld
        guard open + unheld > 0 else { return "everything is in" }
        let parts = [
            open == 0 ? nil : "\(open) of \(packet.items.count) are open",
            unheld == 0 ? nil : "\(unheld) of \(packet.items.count) are not known here",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private func packet(_ desk: Desk) throws -> (DoctorPacket, Table) {
        let today = try desk.today
        return try desk.reading { lookup in
            let doctor = try lookup.anyDoctor(npi)
            let subject = try subject(of: doctor, lookup, today) { try lookup.run($0).id }
            let offices =
                try office.map { [try lookup.find(.office, $0)] } ?? subject.offices
            let contracts =
                try contract.map { [try lookup.find(.payorContract, $0)] }
                ?? subject.contracts
            let packet = DoctorPacket(
                lookup, doctor: doctor, contracts: contracts, offices: offices,
                event: subject.event, startsOn: subject.startsOn, today: today)
            return (packet, self.listing(packet, RecordNames(lookup)))
        }
    }

    /// What the papers are for: the run that is named, or the doctor's cases and offices.
    private func subject(
        of doctor: RecordID, _ lookup: StoreLookup, _ today: Day,
        find: (String) throws -> RecordID
    ) throws -> PacketSubject {
        guard let name = run else {
            return PacketSubject(of: doctor, in: lookup, startsOn: start, today: today)
        }
        guard let view = lookup.record(try find(name)),
            view[AnyRecord.practitioner] == doctor,
            var subject = PacketSubject(run: view, in: lookup)
        else {
            throw ValidationError(
                "That run is not in use for this doctor: see `bridgework doctor runs list`.")
        }
        if let start { subject.startsOn = start }
        return subject
    }

    private func listing(_ packet: DoctorPacket, _ names: RecordNames) -> Table {
        var listing = Table([
            "kind", "form", "place", "state", "detail", "record", "contracts", "signature",
            "channel",
        ])
        for item in packet.items {
            listing.add([
                .init(item.kind), .init(optional: item.formName), names.cell(item.place),
                .init(item.finding.state.rawValue), .init(item.finding.detail),
                .id(item.finding.record),
                names.cell(item.contracts), .init(optional: item.signature),
                .init(optional: item.channel),
            ])
        }
        return listing
    }
}

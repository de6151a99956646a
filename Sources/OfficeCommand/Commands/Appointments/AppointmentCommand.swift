import ArgumentParser
internal import Benefits
import Merge
internal import Participation
internal import Records
import Replica
internal import Tables

/// Whom an office expects when.
struct AppointmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appointment",
        abstract: "See whom an office expects when, as its own software says.",
        discussion: """
            Appointments come in by `bridgework import appointments FILE`, or from the office's \
            software through the agent's socket. Each time the days that are named there are \
            replaced: what is no longer named goes out of use. Bridgework is no calendar.
            """,
        subcommands: [ListAppointments.self], defaultSubcommand: ListAppointments.self)

    /// Lists appointments, those that its options choose.
    struct ListAppointments: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List appointments from today on, or those that are asked for.",
            discussion: """
                JSON: id, day, time, office, patient, doctor, state, codes, number (the office's \
                software's own), inUse.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "That day alone, YYYY-MM-DD.")
        var day: Day?

        @Option(help: "From that day on; today if neither this nor another day is given.")
        var from: Day?

        @Option(help: "Through that day.")
        var through: Day?

        @Option(help: "At that office alone, by code.")
        var office: String?

        @Option(help: "With that doctor alone, by NPI.")
        var doctor: String?

        @Option(help: "Of that patient alone, by id: all days.")
        var patient: String?

        @Flag(help: "Also those that the office's software names no more.")
        var all = false

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard day == nil || (from == nil && through == nil) else {
                throw ValidationError("Give --day, or --from and --through, not both.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            var wanted = AppointmentSelection()
            wanted.office = try desk.heldOffice(code: office)
            wanted.doctor = try doctor.map { try desk.find(.practitioner, named: $0) }
            wanted.patient = try patient.map { try desk.find(.patient, named: $0) }
            let isOpen = day == nil && from == nil && through == nil && patient == nil
            wanted.from = try day ?? from ?? (isOpen ? desk.today : nil)
            wanted.through = day ?? through
            wanted.withDropped = all
            var table = Table(
                [
                    .key("id"), "day", "time", "office", "patient", "doctor", "state", "codes",
                    .detail("number"), .detail("inUse"),
                ], of: "appointment")
            try desk.reading { lookup in
                let names = RecordNames(lookup)
                for view in wanted.appointments(in: lookup) { table.add(Self.row(view, names)) }
            }
            try output.print(table, heldBy: desk.office, to: console)
        }

        private static func row(_ view: RecordView, _ names: RecordNames) -> [Table.Cell] {
            let codes = view[Appointment.planned].compactMap { $0[Appointment.Planned.code] }
            return [
                .id(view.id), .day(view[Appointment.bookedOn]),
                .init(optional: view[Appointment.startsAt]),
                names.cell(view[Appointment.office]), names.cell(view[Appointment.patient]),
                names.cell(view[Appointment.practitioner]),
                .init(optional: view[Appointment.state]), .list(codes.sorted()),
                .init(optional: view[Appointment.externalID]), .init(view.isActive),
            ]
        }
    }
}

import ArgumentParser

/// Doctors: where they are in network, where they are not, and what runs out.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "See where doctors are in network, where they are not, and what runs out.",
        subcommands: [DoctorMatrix.self, DoctorGaps.self, DoctorExpirables.self])
}

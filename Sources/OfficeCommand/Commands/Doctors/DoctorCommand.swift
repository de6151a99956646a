import ArgumentParser

/// Doctors: into, between and out of contracts; where they are in network, and what runs out.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Bring doctors into contracts, move them, and see where they are in network.",
        discussion: """
            The central replica writes a run; the hub derives cases, notices and tasks from it at \
            the next sync, and follows later contracts and assignments while the run is open.
            """,
        subcommands: [
            DoctorFind.self, DoctorOnboard.self, DoctorMove.self, DoctorAddLocation.self,
            DoctorLeave.self, DoctorPacketCommand.self, DoctorRuns.self,
            MakeReport<MatrixReport>.self, MakeReport<GapsReport>.self, DoctorDecide.self,
            MakeReport<ExpirablesReport>.self, DoctorNppes.self,
        ])
}

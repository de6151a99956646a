import Foundation
package import Merge
import Sync

/// What the child process of `CrashProof` does: it takes the suspect in on a copy of the
/// store, made beside the hub that owns it, as that hub would.
package struct Trial {
    /// Its exit code where it could not try: there was no room, or something was missing.
    package static let untried: Int32 = 3

    private let scratch: String

    /// - Parameter scratch: a folder for what it makes.
    package init(in scratch: String) {
        self.scratch = scratch
    }

    /// Where it says that the copy is made and the suspect is next.
    static func begun(in scratch: String) -> String { scratch + "/begun" }

    /// Returns if the suspect does no harm.
    ///
    /// - Parameter copied: copies the store into that folder, and opens the copy.
    package func run(
        _ bytes: Bytes, from replica: ReplicaID, copied: (String) throws -> HubDesk
    ) throws {
        // Whoever started this may be gone: then nobody else ends it.
        let time = CrashProof.copyTime + CrashProof.admissionTime
        alarm(UInt32(clamping: time.components.seconds))
        let desk = try copied(scratch + "/store").onTrial
        guard let peer = try desk.store.read({ try $0.principal(of: replica) }) else {
            throw HubError.noSuchReplica
        }
        guard FileManager.default.createFile(atPath: Trial.begun(in: scratch), contents: nil) else {
            throw HubError.noTrial
        }
        // Committed there, because what a change set does to the rows people see is done as the
        // transaction ends.
        try desk.store.write { transaction in
            _ = try desk.admission.admit(bytes, from: peer, ledger: &transaction)
        }
        try desk.store.close()
    }
}

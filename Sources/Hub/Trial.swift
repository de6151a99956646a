import Foundation
package import Merge
package import Store
import Sync

/// What the child process of `CrashProof` does: it copies the store beside the hub that owns it,
/// and takes the suspect in on the copy, as that hub would.
package struct Trial {
    /// Its exit code where it could not try: there was no room, or something was missing.
    package static let untried: Int32 = 3

    private let store: StoreFolder
    private let scratch: StoreFolder

    package init(store: StoreFolder, scratch: StoreFolder) {
        self.store = store
        self.scratch = scratch
    }

    /// Where it says that the copy is made and the suspect is next.
    static func begun(in scratch: StoreFolder) -> String { scratch.path + "/begun" }

    /// Returns if the suspect does no harm.
    ///
    /// - Parameter open: opens the copy.
    package func run(
        _ bytes: Bytes, from replica: ReplicaID, open: (StoreFolder) throws -> HubDesk
    ) throws {
        // Whoever started this may be gone: then nobody else ends it.
        let time = CrashProof.copyTime + CrashProof.admissionTime
        alarm(UInt32(clamping: time.components.seconds))
        let copy = StoreFolder(scratch.path + "/store")
        try StoreCopy(of: store).write(to: copy)
        let desk = try open(copy).onTrial
        guard let peer = try desk.store.read({ try $0.principal(of: replica) }) else {
            throw HubError.noSuchReplica
        }
        guard FileManager.default.createFile(atPath: Trial.begun(in: scratch), contents: nil) else {
            throw StoreError.unwritable(file: scratch.path, detail: "the mark cannot be made")
        }
        // Committed there, because what a change set does to the rows people see is done as the
        // transaction ends.
        try desk.store.write { transaction in
            _ = try desk.admission.admit(bytes, from: peer, ledger: &transaction)
        }
        try desk.store.close()
    }
}

import Backups
import Foundation
import Identity
import Merge
package import Records
import Store
import Sync
import Wire

// The conversation by file, a replica's side. What goes up is what an exchange would say before the
// hub answers: hello, change sets that nobody has acknowledged, and a pull. What comes down is what
// the hub would say: a welcome, acknowledgements, pages. Each is taken in by the session that takes
// it in from a line, one message, one transaction; so a file may come as often as it likes.

/// Writes and takes in a replica's courier files.
package struct OfficeCourier {
    let desk: Desk
    let keys: KeyFolder
    let routines: [Routine]

    /// - Parameter routines: what this replica does by itself once it is level; what they write
    ///   goes with the next file.
    package init(_ desk: Desk, routines: [Routine] = []) {
        self.desk = desk
        self.routines = routines
        self.keys = KeyFolder(desk.store.folder.identity)
    }

    /// A file that was written.
    package struct Letter: Equatable, Sendable {
        package let bytes: [UInt8]
        package let number: UInt64
        /// Change sets in it, and those that did not fit and go with the next.
        package let changeSets: Int
        package let left: Int
    }

    /// What the hub has not acknowledged, in a file that only the hub opens.
    ///
    /// - Throws: `ReplicaError.notJoined` without a certificate that holds, and
    ///   `CourierFault.neverSynced` where the hub's key was never heard.
    package func letter() throws -> Letter {
        let certificate = try standingCertificate()
        guard let hubKey = try desk.store.read({ try $0.sealingKey }) else {
            throw CourierFault.neverSynced
        }
        let answerKey = try SealingKey(in: keys, as: .courierKey)
        let receipt = try settleDepartures()
        let number = try CourierBook.next(in: desk.store, at: desk.now, carrying: receipt)
        let (messages, count, left) = try messages(receipt)
        let start = CourierStart(
            group: desk.group, from: desk.replica, number: number, madeAt: desk.now,
            direction: .up(
                .init(certificate: certificate[...], answerKey: answerKey.publicKey[...])))
        let frames = try messages.map { try $0.encoded[...] }
        let machine = try SigningRequest(keyPEM: keys.read(.replicaKey))
        let bytes = try CourierFile.sealed(
            CourierLetter(start: start, frames: frames), for: hubKey, signing: machine.sign)
        return Letter(bytes: bytes, number: number, changeSets: count, left: left)
    }

    /// DER of a certificate that holds now: the hub takes nothing from any other.
    private func standingCertificate() throws -> [UInt8] {
        guard let certificate = try desk.certificate() else {
            throw ReplicaError.notJoined("none was issued")
        }
        try desk.checkClock()
        guard desk.now.date <= certificate.notAfter,
            let der = PEMText.der(try keys.read(.replicaCertificate))
        else { throw ReplicaError.notJoined("expired") }
        return der
    }

    /// What is to be said of records that left is said once they are gone from the disk, and from
    /// files that wait beside it.
    func settleDepartures() throws -> PurgeReceipt? {
        guard let due = try desk.store.read({ try $0.receiptDue }) else { return nil }
        try dropOvertaken()
        try desk.store.write { try desk.sealDeparted(&$0) }
        try desk.store.scrub()
        return due
    }

    /// Removes files that wait and can never be taken in.
    func dropOvertaken() throws {
        let (cursor, book) = try desk.store.read { (try $0.cursor, try CourierBook(of: $0)) }
        try CourierShelf(desk.store.folder).dropOvertaken(by: cursor, book.taken)
    }

    /// One state of the store, as an exchange says it.
    private func messages(
        _ receipt: PurgeReceipt?
    ) throws -> (messages: [OfficeMessage], changeSets: Int, left: Int) {
        try desk.store.read { transaction in
            let session = OfficeSession(now: desk.now)
            var messages = [
                try session.hello(
                    group: desk.group, replica: desk.replica,
                    schemaVersion: desk.schema.version, ledger: transaction)
            ]
            let nobody = RevocationList(replicas: [], signature: [])
            messages.append(.revocations(try transaction.revocations ?? nobody))
            if let receipt { messages.append(.purged(receipt)) }
            var (count, bytes, last) = (0, 0, Int64(0))
            while bytes < SyncLimits.courierBytesMax,
                messages.count < SyncLimits.courierFramesMax - 1,
                let push = try transaction.push(after: &last)
            {
                count += push.pieces.count
                bytes += push.pieces.reduce(0) { $0 + $1.count }
                messages.append(push)
            }
            messages.append(.pull(OfficeMessage.Pull(cursor: try transaction.cursor)))
            let pending = Int(clamping: try transaction.pendingCount)
            return (messages, count, max(0, pending - count))
        }
    }
}

extension OfficeMessage {
    /// The change sets of a push, as they travel.
    fileprivate var pieces: [Bytes] {
        switch self {
        case .push(let changeSets): changeSets
        case .pushSealed(let boxes): boxes.map(\.bytes)
        case .hello, .pull, .compare, .purged, .revocations: []
        }
    }
}

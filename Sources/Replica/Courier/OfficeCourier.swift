import Backups
import Foundation
import Identity
package import Merge
package import Records
import Store
package import Sync
import Wire

// The conversation by file, a replica's side. What goes up is what an exchange would say before the
// hub answers: hello, change sets that nobody has acknowledged, and a pull. What comes down is what
// the hub would say: a welcome, acknowledgements, pages. Each is taken in by the session that takes
// it in from a line, one message, one transaction; so a file may come as often as it likes.

/// Writes and takes in a replica's courier files.
package struct OfficeCourier {
    let desk: Desk
    let keys: KeyFolder
    private let routines: [Routine]

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

    /// What is to be said of records that left is said once they are gone from the disk.
    private func settleDepartures() throws -> PurgeReceipt? {
        guard let due = try desk.store.read({ try $0.receiptDue }) else { return nil }
        try desk.store.write { try desk.sealDeparted(&$0) }
        try desk.store.scrub()
        return due
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

    // MARK: What comes down

    /// What became of a file that came down.
    package enum Outcome: Equatable, Sendable {
        case taken(Arrival)
        /// It is kept until the store is where it goes on from.
        case waits(at: Cursor, store: Cursor)
        /// All of it was known here.
        case known
    }

    /// What a file brought.
    package struct Arrival: Equatable, Sendable {
        package var acknowledged = 0
        package var received = 0
        /// When the hub said it.
        package var saidAt: Timestamp
        package var head = Head.origin
        /// Whether there is more of that answer in another file.
        package var isPart = false
        /// Whether the records were proven to be the hub's; `nil` before the end of an answer.
        package var isEqual: Bool?
    }

    /// Takes a file in, and after it those that waited for it.
    ///
    /// - Throws: `CourierFault` where it is not for this store, or not what its sender wrote;
    ///   nothing has changed then.
    package func take(_ file: [UInt8]) throws -> (outcome: Outcome, followed: Int) {
        let letter = try opened(file)
        let outcome = try take(letter)
        let shelf = CourierShelf(desk.store.folder)
        switch outcome {
        case .waits:
            try shelf.keep(file, answer(of: letter))
            return (outcome, 0)
        case .known: return (outcome, 0)
        case .taken:
            var followed = 0
            for kept in shelf.files {
                let next = try opened(kept.bytes)
                switch try take(next) {
                case .waits: continue
                case .taken: followed += 1
                case .known: break
                }
                kept.remove()
            }
            if try desk.store.read({ try $0.receiptDue }) != nil { _ = try settleDepartures() }
            return (outcome, followed)
        }
    }

    /// A file's content, once its seal, its sender and its addressee are what they must be.
    private func opened(_ file: [UInt8]) throws -> CourierLetter {
        let key = try SealingKey(in: keys, as: .courierKey)
        let opened = try CourierFile(opening: file, with: key)
        let letter = opened.letter
        guard letter.start.group == desk.group else { throw CourierFault.otherGroup }
        guard case .down(let answer) = letter.start.direction else {
            throw CourierFault.wrongWay(isUp: true)
        }
        let root = try RootCertificate(pem: keys.read(.authorityCertificate))
        guard root.group == desk.group, opened.isSigned(by: root.signed) else {
            throw CourierFault.unsigned
        }
        guard answer.to == desk.replica else { throw CourierFault.otherAddressee }
        return letter
    }

    private func answer(of letter: CourierLetter) throws -> CourierStart.Answer {
        guard case .down(let answer) = letter.start.direction else { throw CourierFault.damaged }
        return answer
    }

    private func take(_ letter: CourierLetter) throws -> Outcome {
        let answer = try answer(of: letter)
        let messages = try letter.frames.map { try HubMessage(decoding: $0) }
        guard case .welcome(let welcome)? = messages.first else { throw CourierFault.damaged }
        try HubLine.checkList(of: welcome, keys)
        let place = CourierPlace(number: letter.start.number, part: answer.part)
        let (cursor, book) = try desk.store.read { (try $0.cursor, try CourierBook(of: $0)) }
        if place.number < book.taken.number { return .known }
        // One that a process did not live to take in whole goes on at the page where it ended.
        guard cursor == answer.at || messages.contains(where: { $0.begins(at: cursor) }) else {
            return answer.at.through < cursor.through || place <= book.taken
                ? .known : .waits(at: answer.at, store: cursor)
        }
        let receipt = book.receipt(through: place.number)
        return .taken(try take(messages, of: letter.start, answer, receipt))
    }

    private func take(
        _ messages: [HubMessage], of start: CourierStart, _ answer: CourierStart.Answer,
        _ receipt: PurgeReceipt?
    ) throws -> Arrival {
        var session = OfficeSession(byFileAt: desk.now, receipt: receipt)
        var arrival = Arrival(saidAt: start.madeAt, isPart: !answer.isLast)
        for (index, message) in messages.enumerated() {
            (session, _) = try desk.take(session) { next, ledger in
                // What is written here meanwhile goes with the next file, and so does an answer.
                _ = try next.receive(message, ledger: &ledger)
                guard index == messages.count - 1 else { return [] }
                try CourierBook.take(
                    CourierPlace(number: start.number, part: answer.part), in: &ledger,
                    at: desk.now)
                return []
            }
        }
        arrival.acknowledged = session.pushed
        arrival.received = session.received
        arrival.isEqual = session.isEqual
        arrival.head = try desk.store.read { try $0.top }
        if session.phase == .level { try desk.follow(routines) }
        return arrival
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

extension HubMessage {
    fileprivate func begins(at cursor: Cursor) -> Bool {
        if case .page(let page) = self { page.at == cursor } else { false }
    }
}

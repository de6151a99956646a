import Backups
import Foundation
import Identity
package import Merge
import Store
package import Sync
import Wire

// What comes down.

extension OfficeCourier {
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

    /// What became of a file, and of those that had waited.
    package struct Taken: Equatable, Sendable {
        package let outcome: Outcome
        /// Files that had waited and were taken in after it.
        package var followed = 0
        /// Files that had waited and can never be taken in; they are gone.
        package var dropped = 0
        /// Files that had waited and could not be taken in now: they still wait.
        package var stuck = 0
    }

    /// Takes a file in, and after it those that waited for it.
    ///
    /// - Throws: `CourierFault` where it is not for this store, or not what its sender wrote;
    ///   nothing has changed then. What is wrong with one that waited is no fault of this one's:
    ///   that is counted.
    package func take(_ file: [UInt8]) throws -> Taken {
        let letter = try opened(file)
        let outcome = try take(letter)
        var taken = Taken(outcome: outcome)
        if case .waits = outcome {
            let place = try place(of: letter)
            try CourierShelf(desk.store.folder).keep(file, place, answer(of: letter))
            return taken
        }
        for kept in try CourierShelf(desk.store.folder).files {
            do {
                switch try take(opened(kept.bytes())) {
                case .waits: continue
                case .taken: taken.followed += 1
                case .known: break
                }
                kept.remove()
            } catch let error where OfficeCourier.isForGood(error) {
                kept.remove()
                taken.dropped += 1
            } catch {
                taken.stuck += 1
            }
        }
        _ = try settleDepartures()
        try dropOvertaken()
        return taken
    }

    /// Whether a file that ends so can never be taken in here, whatever is done.
    private static func isForGood(_ error: any Error) -> Bool {
        switch error {
        case CourierFault.laterRelease, CourierFault.unreadable: false
        case is CourierFault, is MergeError: true
        default: false
        }
    }

    /// A file's content, once its seal, its sender and its addressee are what they must be.
    private func opened(_ file: [UInt8]) throws -> CourierLetter {
        let key = try SealingKey(in: keys, as: .courierKey)
        let opened = try CourierFile(opening: file, with: key)
        let start = opened.start
        guard start.group == desk.group else { throw CourierFault.otherGroup }
        guard case .down(let answer) = start.direction else {
            throw CourierFault.wrongWay(isUp: true)
        }
        let root = try RootCertificate(pem: keys.read(.authorityCertificate))
        guard root.group == desk.group else { throw CourierFault.unsigned }
        let letter = try opened.letter(signedBy: root.signed)
        guard answer.to == desk.replica else { throw CourierFault.otherAddressee }
        return letter
    }

    private func answer(of letter: CourierLetter) throws -> CourierStart.Answer {
        guard case .down(let answer) = letter.start.direction else { throw CourierFault.damaged }
        return answer
    }

    private func place(of letter: CourierLetter) throws -> CourierPlace {
        CourierPlace(number: letter.start.number, part: try answer(of: letter).part)
    }

    private func take(_ letter: CourierLetter) throws -> Outcome {
        let answer = try answer(of: letter)
        let messages = try letter.frames.map { try HubMessage(decoding: $0) }
        guard case .welcome(let welcome)? = messages.first else { throw CourierFault.damaged }
        try HubLine.checkList(of: welcome, keys)
        let place = try place(of: letter)
        let (cursor, scopes, book) = try desk.store.read {
            (try $0.cursor, try $0.scopes, try CourierBook(of: $0))
        }
        if place.number < book.taken.number { return .known }
        // One that a process did not live to take in whole goes on at the page where it ended.
        guard cursor == answer.at || messages.contains(where: { $0.begins(at: cursor) }) else {
            return answer.at.through < cursor.through || place <= book.taken
                ? .known : .waits(at: answer.at, store: cursor)
        }
        // A welcome that empties this store must bring all of it: one whose pages go on from
        // somewhere was said before a line, or a later file, brought the store here.
        let empties = !welcome.isHistoryKnown || welcome.scopes != scopes
        let first = messages.lazy.compactMap(\.page).first?.at
        if empties, first != .origin || place <= book.taken { return .known }
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
                let wasOwed = next.isReceiptOwed
                _ = try next.receive(message, ledger: &ledger)
                if wasOwed, !next.isReceiptOwed { try CourierBook.settleReceipt(in: &ledger) }
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

extension HubMessage {
    fileprivate var page: Page? {
        if case .page(let page) = self { page } else { nil }
    }

    fileprivate func begins(at cursor: Cursor) -> Bool { page?.at == cursor }
}

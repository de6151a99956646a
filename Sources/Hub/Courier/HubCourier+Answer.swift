import Backups
import Foundation
import Identity
import Merge
package import Sync
import Wire

extension HubCourier {
    /// An answer that was written.
    package struct Answered: Equatable, Sendable {
        package let name: String
        package let number: UInt64
        package var files = 0
        package var acknowledged = 0
        package var head = Head.origin
    }

    /// Answers the last file of a machine: verdicts and pages since where that machine was.
    ///
    /// - Parameter write: is handed each file of the answer, in order, with its number from 1.
    /// - Throws: as `take`, or `CourierFault.nothingTaken`.
    package func answer(
        to name: String, write: ([UInt8], UInt64) throws -> Void
    ) async throws -> Answered {
        let (registration, note) = try desk.store.read { transaction in
            let id = ReplicaID(hexadecimal: name)
            let found = try transaction.machine(named: name) ?? id.flatMap(transaction.registration)
            guard let found else { throw CourierFault.unknownMachine(name) }
            return (found, try transaction.courierNote(of: found.peer.replica))
        }
        let path = kept(registration.peer.replica)
        guard let note, let file = FileManager.default.contents(atPath: path) else {
            throw CourierFault.nothingTaken(name)
        }
        let call = try opened([UInt8](file))
        var replies: [HubMessage] = []
        let session = try await converse(call, by: .knownFile) { replies += $1 }
        var sum = Answered(name: registration.name, number: call.letter.start.number)
        for case .acknowledged(let answers) in replies { sum.acknowledged += answers.count }
        try await self.write(replies, session, call, &sum, write)
        let answered = sum
        try desk.store.write { transaction in
            var note = note
            note.answeredAt = desk.now
            try transaction.note(note, of: call.replica)
            try transaction.audit(
                at: desk.now, "courier-answered", subject: call.replica,
                detail: "file \(answered.number), through \(answered.head.position)")
        }
        return sum
    }

    /// Writes what was said, and page after page until there are no more, into as many files as it
    /// takes.
    private func write(
        _ replies: [HubMessage], _ first: HubSession, _ call: Call, _ sum: inout Answered,
        _ write: ([UInt8], UInt64) throws -> Void
    ) async throws {
        guard case .welcome(let welcome)? = replies.first else { throw CourierFault.damaged }
        var session = first
        var (frames, size) = ([Bytes](), 0)
        var (at, hasPage) = (call.hello.cursor, false)
        func add(_ message: HubMessage) throws {
            let frame = try message.encoded[...]
            frames.append(frame)
            size += frame.count
        }
        func close(isLast: Bool) throws {
            sum.files += 1
            let file = try sealed(frames, at: at, UInt64(sum.files), isLast: isLast, for: call)
            try write(file, UInt64(sum.files))
            (frames, size) = ([], 0)
        }
        var page: HubMessage.Page?
        for reply in replies {
            if case .page(let found) = reply { page = found } else { try add(reply) }
        }
        let isForgotten = !welcome.isHistoryKnown || welcome.scopes != call.hello.scopes
        var cursor = isForgotten ? Cursor.origin : call.hello.cursor
        while true {
            if page == nil {
                let step = try await intake.take(
                    session, call.certificate,
                    .pull(OfficeMessage.Pull(cursor: cursor, rowsMax: pageRows)))
                if let refusal = step.refusal { throw refusal }
                session = step.session
                for case .page(let found) in step.replies { page = found }
            }
            guard let next = page else { throw CourierFault.damaged }
            page = nil
            let isFull = size > fileBytes || frames.count >= SyncLimits.courierFramesMax - 1
            if isFull, hasPage {
                try close(isLast: false)
                at = next.at
                try add(.welcome(welcome.goingOn))
            }
            try add(.page(next))
            hasPage = true
            sum.head = next.head
            guard !next.isLast else { return try close(isLast: true) }
            cursor = Cursor(from: cursor.from, through: next.to)
        }
    }

    private func sealed(
        _ frames: [Bytes], at cursor: Cursor, _ part: UInt64, isLast: Bool, for call: Call
    ) throws -> [UInt8] {
        let start = CourierStart(
            group: desk.group, from: desk.replica, number: call.letter.start.number,
            madeAt: desk.now,
            direction: .down(.init(to: call.replica, part: part, isLast: isLast, at: cursor)))
        return try CourierFile.sealed(
            CourierLetter(start: start, frames: frames), for: Array(call.request.answerKey),
            signing: keys.authority.sign)
    }
}

extension HubMessage.Welcome {
    /// The same at the head of a later part: what it says of the history has been seen to by then.
    fileprivate var goingOn: HubMessage.Welcome {
        HubMessage.Welcome(
            isHistoryKnown: true, head: head, clock: clock, scopes: scopes,
            backedUpThrough: backedUpThrough, sealingKey: sealingKey, idSecret: idSecret,
            revocations: revocations, isRestoring: isRestoring, isReleasedLost: isReleasedLost,
            addresses: addresses)
    }
}

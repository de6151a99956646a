import Backups
import Foundation
import Identity
package import Logging
import Merge
package import Sync
import Wire

// The conversation by file, the hub's side. A file that comes up is read as an exchange would have
// been: the same registry is asked, the same session takes each message in, and what it says in
// reply is not sent. The file is kept; to write the answer the same conversation is held again, in
// which every change set has its answer already, and then the pages follow until there are no more.

/// Takes in replicas' courier files, and answers them.
package struct HubCourier: Sendable {
    private let desk: HubDesk
    private let keys: HubKeys
    private let door: Doorkeeper
    private let intake: MessageIntake
    private let fileBytes: Int
    private let pageRows: Int

    /// - Parameters:
    ///   - fileBytes: where a file of an answer stops taking more pages.
    ///   - pageRows: rows of one page.
    package init(
        _ desk: HubDesk, logger: Logger, fileBytes: Int = SyncLimits.courierBytesMax,
        pageRows: Int = SyncLimits.pageRowsMax
    ) throws {
        self.fileBytes = fileBytes
        self.pageRows = pageRows
        keys = try HubKeys(in: desk.home)
        self.desk = try desk.withVault().withSigner(keys.authority)
        door = Doorkeeper(self.desk, keys.policy, logger, Lobby())
        intake = MessageIntake(
            self.desk, door, CrashProof(self.desk, logger), Switchboard(), QuotaBook(),
            HubMeters(), logger)
    }

    /// A file that was taken in.
    package struct Taken: Equatable, Sendable {
        package let name: String
        package let number: UInt64
        package var changeSets = 0
        /// How many ops got which verdict; those that came before get theirs again.
        package var verdicts: [Verdict: Int] = [:]
    }

    /// An answer that was written.
    package struct Answered: Equatable, Sendable {
        package let name: String
        package let number: UInt64
        package var files = 0
        package var acknowledged = 0
        package var head = Head.origin
    }

    /// A file that came up, from whom it says.
    private struct Call {
        let letter: CourierLetter
        let request: CourierStart.Request
        let certificate: VerifiedCertificate
        let messages: [OfficeMessage]
        let hello: OfficeMessage.Hello

        var replica: ReplicaID { certificate.principal.replica }
    }

    /// Takes in what a replica wrote.
    ///
    /// - Throws: `CourierFault` or `SyncRefusal`, before anything was taken in, where the file is
    ///   not for this hub or its sender may not speak; `SyncRefusal` too where the conversation
    ///   ends early, and then what went before stands, as on a line.
    package func take(_ file: [UInt8]) async throws -> Taken {
        let call = try opened(file)
        var taken: Taken?
        try await converse(call) { name, replies in
            var sum = taken ?? Taken(name: name, number: call.letter.start.number)
            for case .acknowledged(let answers) in replies {
                sum.changeSets += answers.count
                for verdict in answers.flatMap(\.verdicts) {
                    sum.verdicts[verdict, default: 0] += 1
                }
            }
            taken = sum
        }
        guard let taken else { throw CourierFault.damaged }
        try await desk.thread.run {
            if try keep(file, of: call) {
                let count = taken.changeSets
                try desk.store.write { transaction in
                    try transaction.note(
                        CourierNote(number: taken.number, takenAt: desk.now), of: call.replica)
                    try transaction.audit(
                        at: desk.now, "courier-taken", subject: call.replica,
                        detail: "file \(taken.number), \(count) change sets")
                }
            }
        }
        return taken
    }

    /// Answers the last file of a machine: verdicts and pages since where that machine was.
    ///
    /// - Parameter write: is handed each file of the answer, in order, with its number from 1.
    /// - Throws: as `take`, or `CourierFault.nothingTaken`.
    package func answer(
        to name: String, write: ([UInt8], UInt64) throws -> Void
    ) async throws -> Answered {
        let (enrolment, note) = try desk.store.read { transaction in
            let id = ReplicaID(hexadecimal: name)
            let found = try transaction.machine(named: name) ?? id.flatMap(transaction.enrolment)
            guard let found else { throw CourierFault.unknownMachine(name) }
            return (found, try transaction.courierNote(of: found.peer.replica))
        }
        let path = kept(enrolment.peer.replica)
        guard let note, let file = FileManager.default.contents(atPath: path) else {
            throw CourierFault.nothingTaken(name)
        }
        let call = try opened([UInt8](file))
        var replies: [HubMessage] = []
        let session = try await converse(call) { replies += $1 }
        var sum = Answered(name: enrolment.name, number: call.letter.start.number)
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
            if size > fileBytes, hasPage {
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

    /// A file's content, once its seal, its sender's certificate and his signature are what they
    /// must be, and every frame of it can be read.
    private func opened(_ file: [UInt8]) throws -> Call {
        let opened = try CourierFile(
            opening: file, with: SealingKey(in: KeyFolder(desk.home.identity)))
        let letter = opened.letter
        guard letter.start.group == desk.group else { throw CourierFault.otherGroup }
        guard case .up(let request) = letter.start.direction else {
            throw CourierFault.wrongWay(isUp: false)
        }
        let der = Array(request.certificate)
        guard case .verified(let certificate) = keys.policy.verify(der, as: .replica),
            certificate.principal.replica == letter.start.from,
            opened.isSigned(by: { SigningRequest.signed($0, as: $1, byHolderOf: der) })
        else { throw CourierFault.unsigned }
        let messages = try letter.frames.map { try OfficeMessage(decoding: $0) }
        guard case .hello(let hello)? = messages.first else { throw CourierFault.damaged }
        return Call(
            letter: letter, request: request, certificate: certificate, messages: messages,
            hello: hello)
    }

    /// Holds the conversation up to the pull, message by message, each in its own transaction.
    ///
    /// - Parameter hear: is handed the machine's name and what is said in reply.
    @discardableResult
    private func converse(
        _ call: Call, _ hear: (String, [HubMessage]) throws -> Void
    ) async throws -> HubSession {
        let (peer, name) = try await desk.thread.run {
            try desk.store.write { transaction in
                let peer: Peer
                do { peer = try door.admitted(call.certificate, &transaction) } catch let refusal
                    as Doorkeeper.Refusal
                {
                    throw SyncRefusal(refusal)
                }
                try transaction.saw(peer.replica, at: desk.now, address: nil)
                let enrolment = try transaction.enrolment(of: peer.replica)
                return (peer, enrolment?.name ?? peer.replica.description)
            }
        }
        var session = HubSession(peer: peer)
        for message in call.messages {
            if case .pull = message { continue }
            let step = try await intake.take(session, call.certificate, message)
            if let refusal = step.refusal { throw refusal }
            session = step.session
            try hear(name, step.replies)
        }
        return session
    }

    // MARK: What is kept

    /// The last file of a replica, sealed as it came: one for each, and no larger than a file may
    /// be.
    private func kept(_ replica: ReplicaID) -> String {
        desk.home.courier + "/\(replica.hexadecimal).courier"
    }

    /// - Returns: whether it is the last one so far; an earlier one changes nothing.
    private func keep(_ file: [UInt8], of call: Call) throws -> Bool {
        let known = try desk.store.read { try $0.courierNote(of: call.replica) }
        guard call.letter.start.number >= known?.number ?? 0 else { return false }
        try FileManager.default.createDirectory(
            atPath: desk.home.courier, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try Data(file).write(to: URL(filePath: kept(call.replica)), options: .atomic)
        return true
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

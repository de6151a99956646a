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
    let desk: HubDesk
    let keys: HubKeys
    private let door: Doorkeeper
    let intake: MessageIntake
    let fileBytes: Int
    let pageRows: Int

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
        /// Whether a later file came before: the answer goes on from that one.
        package var isOvertaken = false
    }

    /// A file that came up, from whom it says.
    struct Call {
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
        do { return try await take(file, call) } catch let refusal as SyncRefusal {
            try await noteRefused(call, refusal.name)
            throw refusal
        } catch CourierFault.hubRestoring {
            try await noteRefused(call, SyncRefusal.restoring.name)
            throw CourierFault.hubRestoring
        }
    }

    private func take(_ file: [UInt8], _ call: Call) async throws -> Taken {
        let number = call.letter.start.number
        let last = try desk.store.read { try $0.courierNote(of: call.replica) }?.number ?? 0
        var taken: Taken?
        try await converse(call, by: number > last ? .file : .knownFile) { name, replies in
            var sum = taken ?? Taken(name: name, number: number)
            for case .acknowledged(let answers) in replies {
                sum.changeSets += answers.count
                for verdict in answers.flatMap(\.verdicts) {
                    sum.verdicts[verdict, default: 0] += 1
                }
            }
            taken = sum
        }
        guard var taken else { throw CourierFault.damaged }
        let count = taken.changeSets
        taken.isOvertaken = try await desk.thread.run {
            guard try keep(file, of: call) else { return true }
            try desk.store.write { transaction in
                try transaction.note(
                    CourierNote(number: number, takenAt: desk.now), of: call.replica)
                try transaction.audit(
                    at: desk.now, "courier-taken", subject: call.replica,
                    detail: "file \(number), \(count) change sets")
            }
            return false
        }
        return taken
    }

    /// Leaves a trace of a file whose sender signed it and that was not taken in whole.
    private func noteRefused(_ call: Call, _ why: String) async throws {
        try await desk.thread.run {
            try desk.store.write { transaction in
                try transaction.audit(
                    at: desk.now, "courier-refused", subject: call.replica,
                    detail: "file \(call.letter.start.number): \(why)")
            }
        }
    }

    /// A file's content, once its seal, its sender's certificate and his signature are what they
    /// must be, and every frame of it can be read.
    func opened(_ file: [UInt8]) throws -> Call {
        let opened = try CourierFile(
            opening: file, with: SealingKey(in: KeyFolder(desk.home.identity)))
        let start = opened.start
        guard start.group == desk.group else { throw CourierFault.otherGroup }
        guard case .up(let request) = start.direction else {
            throw CourierFault.wrongWay(isUp: false)
        }
        let der = Array(request.certificate)
        guard case .verified(let certificate) = keys.policy.verify(der, as: .replica),
            certificate.principal.replica == start.from
        else { throw CourierFault.unsigned }
        let letter = try opened.letter {
            SigningRequest.signed($0, as: $1, byHolderOf: der)
        }
        let messages = try letter.frames.map { try OfficeMessage(decoding: $0) }
        guard case .hello(let hello)? = messages.first else { throw CourierFault.damaged }
        return Call(
            letter: letter, request: request, certificate: certificate, messages: messages,
            hello: hello)
    }

    /// Holds the conversation up to the pull, message by message, each in its own transaction.
    ///
    /// - Parameters:
    ///   - medium: whether the file came before.
    ///   - hear: is handed the machine's name and what is said in reply.
    /// - Throws: `CourierFault.hubRestoring` where the hub waits for machines: the file does not
    ///   count as its sender's call, because it may have been written before a revocation.
    @discardableResult
    func converse(
        _ call: Call, by medium: HubSession.Medium, _ hear: (String, [HubMessage]) throws -> Void
    ) async throws -> HubSession {
        let (peer, name) = try await desk.thread.run {
            try desk.store.write { transaction in
                let peer: Peer
                do { peer = try door.admitted(call.certificate, &transaction) } catch let refusal
                    as Doorkeeper.Refusal
                {
                    throw SyncRefusal(refusal)
                }
                if medium == .file {
                    try transaction.saw(peer.replica, at: desk.now, address: nil)
                }
                let registration = try transaction.registration(of: peer.replica)
                return (peer, registration?.name ?? peer.replica.description)
            }
        }
        var session = HubSession(peer: peer, by: medium)
        for message in call.messages {
            if case .pull = message { continue }
            let step = try await intake.take(session, call.certificate, message)
            if step.refusal == .restoring { throw CourierFault.hubRestoring }
            if let refusal = step.refusal { throw refusal }
            session = step.session
            try hear(name, step.replies)
        }
        return session
    }

    // MARK: What is kept

    /// The last file of a replica, sealed as it came: one for each, and no larger than a file may
    /// be.
    func kept(_ replica: ReplicaID) -> String {
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

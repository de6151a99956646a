import Identity
import Merge
import Sync
import Wire

/// Answers questions about the history, to whom they may be answered; changes nothing.
struct InquiryDesk: Sendable {
    private let desk: HubDesk
    private let door: Doorkeeper
    private let quotas: QuotaBook

    init(_ desk: HubDesk, _ door: Doorkeeper, _ quotas: QuotaBook) {
        self.desk = desk
        self.door = door
        self.quotas = quotas
    }

    func answer(
        _ question: Inquiry, _ caller: Caller, _ tell: InquiryService.Tell
    ) async throws {
        let peer = try admitted(caller)
        guard try quotas.admits(.inquiries, of: peer.replica, desk) else {
            throw InquiryRefusal.overQuota
        }
        switch question {
        case .recordHistory(let record): try await tellHistory(of: record, to: peer, tell)
        case .account(let inquiry):
            guard peer.role == .coordinator || peer.role == .admin else {
                throw InquiryRefusal.notCentral
            }
            try await account(inquiry, tell)
        }
    }

    private func admitted(_ caller: Caller) throws -> Peer {
        var replica: ReplicaID?
        do {
            let certificate = try door.verified(caller)
            replica = certificate.principal.replica
            let peer = try desk.store.write { try door.admitted(certificate, &$0) }
            door.lobby.prove(caller, as: peer.replica)
            return peer
        } catch let refusal as Doorkeeper.Refusal {
            door.turnedAway(replica, refusal, caller)
            throw InquiryRefusal(refusal)
        }
    }

    /// The ops on one record, which the peer may see now; a change set may hold others that the
    /// peer must not.
    private func tellHistory(
        of record: RecordID, to peer: Peer, _ tell: InquiryService.Tell
    ) async throws {
        try requireSight(of: record, by: peer)
        try desk.store.indexHistory()
        var last: Int64 = 0
        while let page = try desk.store.historicWrites(of: record, after: last) {
            // The record may leave the peer's scopes while its history is told.
            try requireSight(of: record, by: peer)
            for write in page.writes { try await tell(.historicWrite(write.told(to: peer))) }
            last = page.last
        }
    }

    private func requireSight(of record: RecordID, by peer: Peer) throws {
        let rows = try desk.store.read { try $0.visibility(of: record) }
        guard rows.contains(where: { $0.isIn && peer.scopes.contains($0.scope) }) else {
            throw InquiryRefusal.notHeld
        }
    }

    private func account(
        _ inquiry: AccountInquiry, _ tell: InquiryService.Tell
    ) async throws {
        var audit = WriteAudit(schema: desk.rules.schema, filter: inquiry.filter)
        var lines: [WriteAudit.Line] = []
        try audit.run(HubBook(desk.store)) { line in
            // Whoever hung up is not worth reading the history for.
            try Task.checkCancellation()
            let isAsked = line.fate == .missing || line.fate.kind == inquiry.fate
            if isAsked, lines.count < inquiry.writesMax { lines.append(line) }
        }
        for (holder, account) in audit.accounts.sorted(by: { $0.key < $1.key }) {
            try await tell(.sum(holder, account))
        }
        for line in lines { try await tell(.accountedWrite(line)) }
    }
}

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
        let peer = try await desk.thread.run {
            let peer = try admitted(caller)
            guard try quotas.admits(.inquiries, of: peer.replica, desk) else {
                throw InquiryRefusal.overQuota
            }
            return peer
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
            let peer = try desk.store.write { transaction in
                let peer = try door.admitted(certificate, &transaction)
                guard try transaction.awaited.isEmpty else { throw InquiryRefusal.restoring }
                return peer
            }
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
        let thread = StoreThread()
        try await thread.run {
            try requireSight(of: record, by: peer)
            try desk.store.indexHistory()
        }
        var last: Int64 = 0
        while let page = try await page(of: record, after: last, for: peer, thread) {
            for write in page.writes { try await tell(.historicWrite(write.told(to: peer))) }
            last = page.last
        }
    }

    /// The next writes on a record, which may leave the peer's scopes while its history is told.
    private func page(
        of record: RecordID, after last: Int64, for peer: Peer, _ thread: StoreThread
    ) async throws -> (writes: [HistoricWrite], last: Int64)? {
        try await thread.run {
            let page = try desk.store.historicWrites(of: record, after: last)
            if page != nil { try requireSight(of: record, by: peer) }
            return page
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
        let (accounts, lines) = try await StoreThread().run { isAwaited in
            try accounted(inquiry, isAwaited)
        }
        for (holder, account) in accounts.sorted(by: { $0.key < $1.key }) {
            try await tell(.sum(holder, account))
        }
        for line in lines { try await tell(.accountedWrite(line)) }
    }

    private func accounted(
        _ inquiry: AccountInquiry, _ isAwaited: () -> Bool
    ) throws -> (accounts: [AccountHolder: Account], lines: [WriteAudit.Line]) {
        var audit = WriteAudit(schema: desk.rules.schema, filter: inquiry.filter)
        var lines: [WriteAudit.Line] = []
        try audit.run(HubBook(desk.store)) { line in
            // Whoever hung up is not worth reading the history for.
            guard isAwaited() else { throw CancellationError() }
            let isAsked = line.fate == .missing || line.fate.kind == inquiry.fate
            if isAsked, lines.count < inquiry.writesMax { lines.append(line) }
        }
        return (audit.accounts, lines)
    }
}

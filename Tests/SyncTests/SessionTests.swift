import Merge
import Simulator
import Sync
import Testing

/// Each message in each phase, and who ends the exchange.
struct SessionTests {
    private static let phases: [OfficeSession.Phase] = [.greeting, .pushing, .pulling, .level]

    private struct Stage {
        var group = SmallGroup()
        var wire: Wire
        let record = RecordID(bits: 0x900)

        /// An exchange that stands in `phase`.
        init(_ phase: OfficeSession.Phase) throws {
            try group.place(record, at: [0])
            try group.sync(0)
            group.write(0, [SmallSchema.name(of: record, 1)])
            wire = Wire(peer: group.peers[0], now: group.now)
            try wire.greet(group.offices[0])
            while wire.office.phase != phase { _ = try wire.step(&group, 0) }
        }

        mutating func receive(_ message: HubMessage) throws -> [OfficeMessage] {
            var session = wire.office
            return try session.receive(message, ledger: &group.offices[0])
        }
    }

    private static func welcome(_ group: SmallGroup) -> HubMessage {
        .welcome(
            HubMessage.Welcome(
                isHistoryKnown: true, head: group.hub.head, clock: group.now,
                scopes: group.peers[0].scopes, backedUpThrough: 0))
    }

    private static func strayPage(_ group: SmallGroup) -> HubMessage {
        .page(
            HubMessage.Page(
                at: Cursor(from: 77, through: 78), to: 79, isLast: true, head: group.hub.head,
                rows: [0xFF]))
    }

    @Test(arguments: phases)
    func `a welcome is taken while greeting only`(phase: OfficeSession.Phase) throws {
        var stage = try Stage(phase)
        let before = stage.group.offices[0]
        if phase == .greeting {
            #expect(try stage.receive(SessionTests.welcome(stage.group)).map(\.kind) == ["push"])
            return
        }
        #expect(throws: SyncError.outOfTurn(phase: phase.rawValue)) {
            try stage.receive(SessionTests.welcome(stage.group))
        }
        #expect(stage.group.offices[0] == before)
    }

    @Test(arguments: phases)
    func `an acknowledgement is taken while pushing only`(phase: OfficeSession.Phase) throws {
        var stage = try Stage(phase)
        if phase == .pushing {
            #expect(try stage.receive(.acknowledged([])).map(\.kind) == ["push"])
            return
        }
        #expect(throws: SyncError.outOfTurn(phase: phase.rawValue)) {
            try stage.receive(.acknowledged([]))
        }
    }

    @Test(arguments: phases)
    func `a page from elsewhere is ignored, and refused while greeting`(
        phase: OfficeSession.Phase
    ) throws {
        var stage = try Stage(phase)
        let before = stage.group.offices[0]
        let page = SessionTests.strayPage(stage.group)
        if phase == .greeting {
            #expect(throws: SyncError.outOfTurn(phase: "greeting")) { try stage.receive(page) }
        } else {
            #expect(try stage.receive(page).isEmpty)
        }
        #expect(stage.group.offices[0] == before)
    }

    @Test(arguments: phases, SyncRefusal.allCases)
    func `a refusal ends the exchange in every phase`(
        phase: OfficeSession.Phase, refusal: SyncRefusal
    ) throws {
        var stage = try Stage(phase)
        #expect(throws: SyncError.refused(refusal)) { try stage.receive(.refused(refusal)) }
        #expect(!refusal.advice.isEmpty)
    }

    @Test func `a hub hears nothing before hello`() throws {
        var group = SmallGroup()
        for message in [OfficeMessage.push([]), .pull(OfficeMessage.Pull(cursor: .origin))] {
            #expect(try answer(message, &group) == [.refused(.outOfTurn)])
        }
        #expect(group.hub.history.isEmpty)
    }

    private func answer(
        _ message: OfficeMessage, _ group: inout SmallGroup
    ) throws -> [HubMessage] {
        var session = HubSession(peer: group.peers[0])
        return try session.receive(
            message, admission: group.admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
    }

    private func hello(
        _ group: SmallGroup, version: UInt32 = SyncLimits.version, of id: RecordID = SmallGroup.id,
        replica: ReplicaID? = nil
    ) -> OfficeMessage {
        .hello(
            OfficeMessage.Hello(
                version: version, group: id, replica: replica ?? group.peers[0].replica,
                schemaVersion: 1, top: .origin, cursor: .origin, clock: group.now, pending: 0,
                scopes: []))
    }

    @Test func `another version, group or replica is refused`() throws {
        var group = SmallGroup()
        let version = SyncLimits.version
        #expect(
            try answer(hello(group, version: version + 1), &group) == [.refused(.versionTooNew)])
        #expect(
            try answer(hello(group, version: version - 1), &group) == [.refused(.versionTooOld)])
        #expect(try answer(hello(group, of: RecordID(bits: 1)), &group) == [.refused(.otherGroup)])
        #expect(
            try answer(hello(group, replica: ReplicaID(bits: 1)), &group)
                == [.refused(.otherReplica)])
        #expect(try answer(hello(group), &group).map(\.kind) == ["welcome"])
    }

    private func greeted(_ group: inout SmallGroup) throws -> HubSession {
        var session = HubSession(peer: group.peers[0])
        _ = try session.receive(
            hello(group), admission: group.admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
        return session
    }

    private func push(_ changeSets: [Bytes], _ group: inout SmallGroup) throws -> [HubMessage] {
        var session = try greeted(&group)
        return try session.receive(
            .push(changeSets), admission: group.admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
    }

    @Test func `a push may hold as many change sets as the limit`() throws {
        var group = SmallGroup()
        let many = [Bytes](repeating: [0], count: SyncLimits.pushCountMax)
        #expect(try push(many, &group).map(\.kind) == ["acknowledged"])
        #expect(try push(many + [[0]], &group) == [.refused(.overLimit)])
    }

    @Test func `a push may hold as many bytes as the limit`() throws {
        var group = SmallGroup()
        let most = SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax
        let fits = Bytes(repeating: 0, count: most)
        #expect(try push([fits], &group).map(\.kind) == ["acknowledged"])
        #expect(try push([fits + [0]], &group) == [.refused(.overLimit)])
        #expect(group.hub.head.position == 1)
    }

    @Test(arguments: [(-5, 1), (0, 1), (1, 1), (2, 2), (6, 6), (4_097, 6)])
    func `a page holds as many rows as asked, at least one`(asked: Int, rows: Int) throws {
        var group = SmallGroup()
        for number in 0x900..<0x906 as Range<UInt128> {
            try group.place(RecordID(bits: number), at: [0])
        }
        var session = try greeted(&group)
        let answers = try session.receive(
            .pull(OfficeMessage.Pull(cursor: .origin, rowsMax: asked)), admission: group.admission,
            group: SmallGroup.id, now: group.now, ledger: &group.hub)
        guard case .page(let page)? = answers.first else {
            Issue.record("no page")
            return
        }
        #expect(try PageDecoder.rows(page.rows).count == rows)
        #expect(page.isLast == (rows == 6))
    }

    @Test func `the clock's offset is known after the welcome`() throws {
        var group = SmallGroup()
        var wire = Wire(peer: group.peers[0], now: Timestamp(milliseconds: 4_600_000))
        try wire.greet(group.offices[0])
        try wire.run(&group, 0)
        #expect(wire.office.clockOffset == 3_600_000)
    }

    @Test(arguments: [Int64.min, .max])
    func `a hub's nonsense clock does not stop an office`(clock: Int64) throws {
        var group = SmallGroup()
        var session = OfficeSession(now: Timestamp(milliseconds: -1))
        let welcome = HubMessage.Welcome(
            isHistoryKnown: true, head: .origin, clock: Timestamp(milliseconds: clock),
            scopes: group.peers[0].scopes, backedUpThrough: .max)
        _ = try session.receive(.welcome(welcome), ledger: &group.offices[0])
        #expect(session.phase == .pulling)
    }

    @Test func `a page that cannot be read changes nothing`() throws {
        var stage = try Stage(.pulling)
        let cursor = stage.group.offices[0].cursor
        let page = HubMessage.Page(
            at: cursor, to: 9, isLast: true, head: stage.group.hub.head, rows: [0xFF])
        #expect(throws: SyncError.self) { try stage.receive(.page(page)) }
        #expect(stage.group.offices[0].cursor == cursor)
    }
}

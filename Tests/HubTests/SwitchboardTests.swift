import Merge
import Sync
import Testing

@testable import Hub

/// Who on the line is told that something changed.
struct SwitchboardTests {
    private let switchboard = Switchboard()

    /// One replica on the line, and what it is told.
    private struct Line {
        let peer: Peer
        let number: UInt64
        let signals: AsyncStream<Switchboard.Signal>
        let end: AsyncStream<Switchboard.Signal>.Continuation

        /// All that was said; nothing more is after it.
        func heard() async -> [Switchboard.Signal] {
            end.finish()
            return await signals.reduce(into: []) { $0.append($1) }
        }
    }

    private func line(_ id: UInt128, _ scopes: [Scope]) async -> Line {
        let peer = Peer(
            replica: ReplicaID(bits: id), role: .office, office: scopes.compactMap(\.office).first,
            scopes: scopes)
        let (signals, end) = AsyncStream.makeStream(of: Switchboard.Signal.self)
        let number = await switchboard.enter(peer, end)
        return Line(peer: peer, number: number, signals: signals, end: end)
    }

    private static let north = Scope.office(RecordID(bits: 1))
    private static let south = Scope.office(RecordID(bits: 2))

    @Test func `only who may see a change is woken, and its author is not`() async {
        let north = await line(1, [.group, Self.north])
        let south = await line(2, [.group, Self.south])
        let author = await line(3, [.group, .central, Self.north, Self.south])
        await switchboard.historyGrew(in: [Self.north], by: author.peer.replica)
        #expect(await north.heard() == [.historyGrew])
        #expect(await south.heard().isEmpty)
        #expect(await author.heard().isEmpty)
    }

    @Test func `everybody is woken where nobody knows what changed`() async {
        let north = await line(1, [Self.north])
        let south = await line(2, [Self.south])
        await switchboard.historyGrew(in: nil, by: nil)
        #expect(await north.heard() == [.historyGrew])
        #expect(await south.heard() == [.historyGrew])
    }

    @Test func `a line is told once until it looks, and again after that`() async {
        let north = await line(1, [Self.north])
        for _ in 0..<3 { await switchboard.historyGrew(in: [Self.north], by: nil) }
        await switchboard.willLook(north.peer.replica, north.number, at: .historyGrew)
        await switchboard.historyGrew(in: [Self.north], by: nil)
        #expect(await north.heard() == [.historyGrew, .historyGrew])
    }

    @Test func `a newer exchange ends the older one, whose leaving changes nothing`() async {
        let older = await line(1, [Self.north])
        let newer = await line(1, [Self.north])
        await switchboard.leave(older.peer.replica, older.number)
        #expect(await switchboard.replicas == [newer.peer.replica])
        await switchboard.historyGrew(in: [Self.north], by: nil)
        #expect(await older.heard() == [.superseded])
        #expect(await newer.heard() == [.historyGrew])
        await switchboard.leave(newer.peer.replica, newer.number)
        #expect(await switchboard.replicas.isEmpty)
    }

    @Test func `an operator who types much hides no growth from anybody`() async throws {
        let north = await line(1, [Self.north])
        await switchboard.historyGrew(in: nil, by: nil)
        for _ in 0..<40 { await switchboard.registryChanged() }
        #expect(await north.heard() == [.historyGrew, .registryChanged])
    }

    /// The operator hangs up, or the pipe is full.
    private struct HungUp: Error {}

    @Test func `what a command did before it failed is told to everybody`() async throws {
        let north = await line(1, [Self.north])
        var position: UInt64 = 4
        await #expect(throws: HungUp.self) {
            try await switchboard.rousing(from: { position }) {
                position += 1
                throw HungUp()
            }
        }
        #expect(await north.heard() == [.historyGrew, .registryChanged])
    }

    @Test func `a command that makes no position wakes nobody for the history`() async throws {
        let north = await line(1, [Self.north])
        let answer = try await switchboard.rousing(from: { 4 }, { "done" })
        #expect(answer == "done")
        #expect(await north.heard() == [.registryChanged])
    }
}

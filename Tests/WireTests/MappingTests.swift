import Foundation
import Merge
import Sync
import Testing

@testable import Wire

/// Each field of each frame is checked where it comes in.
@Suite struct MappingTests {
    private static let hello = LoopbackHub.hello.frame.hello

    private func office(
        _ change: (inout Bridgework_V1_OfficeFrame) -> Void
    ) -> WireError? {
        var frame = Bridgework_V1_OfficeFrame()
        frame.hello = MappingTests.hello
        change(&frame)
        do {
            _ = try OfficeMessage(frame: frame)
            return nil
        } catch {
            return error
        }
    }

    private func hub(_ message: HubMessage, _ change: (inout Bridgework_V1_HubFrame) -> Void)
        -> WireError?
    {
        var frame = message.frame
        change(&frame)
        do {
            _ = try HubMessage(frame: frame)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a hello lacks nothing`() {
        #expect(office { _ in } == nil)
        #expect(office { $0.body = nil } == .missing(.frame))
        #expect(office { $0.hello.version = 0 } == .missing(.version))
        #expect(office { $0.hello.group = Data() } == .missing(.group))
        #expect(office { $0.hello.replica = Data(repeating: 1, count: 15) } == .malformed(.replica))
        #expect(office { $0.hello.replica = Data(repeating: 1, count: 17) } == .malformed(.replica))
        #expect(office { $0.hello.schemaVersion = 0 } == .missing(.schemaVersion))
        #expect(office { $0.hello.clearTop() } == .missing(.head))
        #expect(office { $0.hello.top.chain = Data() } == .missing(.chain))
        #expect(office { $0.hello.top.position = 0 } == .malformed(.chain))
        #expect(office { $0.hello.clearCursor() } == .missing(.cursor))
        #expect(office { $0.hello.cursor.from = 4 } == .malformed(.from))
    }

    @Test func `a newer version reaches the hub, which says so`() {
        #expect(office { $0.hello.version = .max } == nil)
    }

    @Test func `numbers fit a signed number`() {
        let limit = UInt64(Int64.max)
        #expect(office { $0.hello.pending = limit } == nil)
        #expect(
            office { $0.hello.pending = limit + 1 }
                == .overLimit(.pending, found: limit + 1, limit: limit))
        #expect(office { $0.hello.top.position = limit } == nil)
        #expect(
            office { $0.hello.top.position = limit + 1 }
                == .overLimit(.position, found: limit + 1, limit: limit))
        #expect(office { $0.hello.cursor.through = limit } == nil)
        #expect(
            office { $0.hello.cursor.through = limit + 1 }
                == .overLimit(.through, found: limit + 1, limit: limit))
    }

    @Test func `clocks are of this side of the year 10000`() {
        #expect(office { $0.hello.clock = 0 } == nil)
        #expect(office { $0.hello.clock = -1 } == .malformed(.clock))
        #expect(office { $0.hello.clock = WireLimits.clockMax } == nil)
        #expect(office { $0.hello.clock = WireLimits.clockMax + 1 } == .malformed(.clock))
        #expect(office { $0.hello.clock = .min } == .malformed(.clock))
    }

    @Test func `scopes are known words, spelled in one way, and not too many`() {
        #expect(office { $0.hello.scopes = ["planet"] } == .unknown(.scope, code: 0))
        #expect(WireError.unknown(.scope, code: 0).remedy == .upgrade)
        let upper = "office/0190000000007000800000000000000A"
        #expect(office { $0.hello.scopes = ["group", upper] } == .malformed(.scope))
        let scopes = [String](repeating: "group", count: WireLimits.scopesMax)
        #expect(office { $0.hello.scopes = scopes } == nil)
        #expect(
            office { $0.hello.scopes = scopes + ["group"] }
                == .overLimit(.scopes, found: 1_025, limit: 1_024))
    }

    @Test func `a push has change sets, and not too many`() {
        let one = Data([1])
        let most = [Data](repeating: one, count: SyncLimits.pushCountMax)
        #expect(office { $0.push.changeSets = [] } == .missing(.changeSets))
        #expect(office { $0.push.changeSets = [one, Data()] } == .missing(.changeSet))
        #expect(office { $0.push.changeSets = most } == nil)
        #expect(
            office { $0.push.changeSets = most + [one] }
                == .overLimit(.changeSets, found: 1_025, limit: 1_024))
        let bytes = SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax
        #expect(office { $0.push.changeSets = [Data(count: bytes - 1), one] } == nil)
        #expect(
            office { $0.push.changeSets = [Data(count: bytes), one] }
                == .overLimit(.changeSets, found: UInt64(bytes) + 1, limit: UInt64(bytes)))
    }

    @Test func `a pull says where it is and how much it takes`() {
        #expect(office { $0.pull.rowsMax = 1 } == .missing(.cursor))
        #expect(office { $0.pull.cursor.through = 1 } == .missing(.rowsMax))
    }

    @Test func `a welcome lacks nothing`() {
        let welcome = LoopbackHub.welcome
        #expect(hub(welcome) { _ in } == nil)
        #expect(hub(welcome) { $0.body = nil } == .missing(.frame))
        #expect(hub(welcome) { $0.welcome.clearHead() } == .missing(.head))
        #expect(hub(welcome) { $0.welcome.clock = .max } == .malformed(.clock))
        #expect(hub(welcome) { $0.welcome.scopes = [""] } == .unknown(.scope, code: 0))
        for texts in [["hub"], ["hub:07443"], ["a:1", "a:1"], ["::1:7443"]] {
            #expect(hub(welcome) { $0.welcome.addresses = texts } == .malformed(.address))
        }
        #expect(
            hub(welcome) { $0.welcome.addresses = (1...9).map { "hub\($0):1" } }
                == .overLimit(.addresses, found: 9, limit: 8))
        #expect(
            hub(welcome) { $0.welcome.backedUpThrough = .max }
                == .overLimit(.backedUpThrough, found: .max, limit: WireLimits.numberMax))
    }

    @Test func `acknowledgements have an id, a position and verdicts`() {
        let some = HubMessage.acknowledged(Sample.acknowledgements)
        #expect(
            hub(some) { $0.acknowledged.acknowledgements = [] } == .missing(.acknowledgements))
        #expect(
            hub(some) { $0.acknowledged.acknowledgements[1].changeSet = Data() }
                == .missing(.changeSet))
        #expect(
            hub(some) { $0.acknowledged.acknowledgements[1].verdicts = Data() }
                == .missing(.verdicts))
        #expect(
            hub(some) { $0.acknowledged.acknowledgements[1].verdicts = Data([1, 99]) }
                == .unknown(.verdict, code: 99))
        #expect(
            hub(some) { $0.acknowledged.acknowledgements[1].head = Head.origin.wire }
                == .missing(.position))
        let one = Sample.acknowledgements[0].wire
        #expect(
            hub(some) {
                $0.acknowledged.acknowledgements = Array(repeating: one, count: 1_025)
            } == .overLimit(.acknowledgements, found: 1_025, limit: 1_024))
        let verdicts = { (count: Int) in Data(repeating: 1, count: count) }
        #expect(
            hub(some) {
                $0.acknowledged.acknowledgements[0].verdicts = verdicts(MergeLimits.opsMax)
            } == nil)
        #expect(
            hub(some) {
                $0.acknowledged.acknowledgements[0].verdicts = verdicts(MergeLimits.opsMax + 1)
            } == .overLimit(.verdicts, found: 65_537, limit: 65_536))
    }

    @Test func `a page lies between its cursor and its head`() {
        let page = HubMessage.page(
            HubMessage.Page(
                at: Cursor(from: 1, through: 2), to: 3, isLast: false, head: Sample.head, rows: []))
        #expect(hub(page) { _ in } == nil)
        #expect(hub(page) { $0.page.to = 2 } == nil)
        #expect(hub(page) { $0.page.to = 1 } == .malformed(.pageTo))
        #expect(hub(page) { $0.page.to = 4 } == .malformed(.pageTo))
        let record = Data(repeating: 1, count: 16)
        #expect(hub(page) { $0.page.toRecord = record } == nil)
        #expect(hub(page) { $0.page.toRecord = record.dropLast() } == .malformed(.record))
        #expect(
            hub(page) {
                $0.page.to = 2
                $0.page.toRecord = record
            } == .malformed(.pageTo))
        #expect(
            hub(page) {
                $0.page.isLast = true
                $0.page.toRecord = record
            } == .malformed(.pageTo))
        #expect(hub(page) { $0.page.clearAt() } == .missing(.cursor))
        #expect(hub(page) { $0.page.clearHead() } == .missing(.head))
    }

    @Test func `only a last page carries a digest`() {
        let page = HubMessage.page(
            HubMessage.Page(
                at: Cursor(from: 1, through: 2), to: 3, isLast: true, head: Sample.head, rows: [],
                digest: Sample.sums.total))
        #expect(hub(page) { _ in } == nil)
        #expect(hub(page) { $0.page.digest = Data(count: 15) } == .malformed(.digest))
        #expect(hub(page) { $0.page.isLast = false } == .malformed(.digest))
        #expect(hub(page) { $0.page.to = 2 } == .malformed(.digest))
    }

    @Test func `a comparison and a repair name places in order, each once`() throws {
        let repair = HubMessage.repair(
            HubMessage.Repair(
                head: Sample.head, digest: Sample.sums.total,
                places: [DigestPlace(type: "a", bucket: 1), DigestPlace(type: "b", bucket: 2)],
                hasMore: false, rows: []))
        #expect(hub(repair) { _ in } == nil)
        #expect(hub(repair) { $0.repair.clearHead() } == .missing(.head))
        #expect(hub(repair) { $0.repair.digest = Data() } == .missing(.digest))
        #expect(hub(repair) { $0.repair.places.reverse() } == .malformed(.type))
        #expect(hub(repair) { $0.repair.places[1].type = "a" } == .malformed(.type))
        #expect(hub(repair) { $0.repair.places[0].type = "no name" } == .malformed(.type))
        #expect(hub(repair) { $0.repair.places[0].buckets = Data() } == .missing(.buckets))
        #expect(
            hub(repair) { $0.repair.places[0].buckets = Data([2, 1]) } == .malformed(.buckets))
        #expect(
            hub(repair) { $0.repair.places[0].buckets = Data([2, 2]) } == .malformed(.buckets))
        let compare = OfficeMessage.compare(
            OfficeMessage.Compare(cursor: Cursor(from: 1, through: 1), sums: Sample.sums))
        let refusal = { (change: (inout Bridgework_V1_OfficeFrame) -> Void) -> WireError? in
            var frame = compare.frame
            change(&frame)
            do throws(WireError) { _ = try OfficeMessage(frame: frame) } catch { return error }
            return nil
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.compare.clearCursor() } == .missing(.cursor))
        #expect(refusal { $0.compare.types[0].sums.removeLast() } == .malformed(.sums))
        let empty = OfficeMessage.compare(
            OfficeMessage.Compare(cursor: .origin, sums: DigestSums()))
        #expect(try OfficeMessage(decoding: empty.encoded[...]) == empty)
    }

    @Test func `a refusal of a newer hub asks for an upgrade`() {
        let refused = HubMessage.refused(.revoked)
        #expect(hub(refused) { $0.refused.refusal = .unspecified } == .missing(.refusal))
        #expect(
            hub(refused) { $0.refused.refusal = .UNRECOGNIZED(77) } == .unknown(.refusal, code: 77))
    }

    @Test(arguments: SyncRefusal.allCases)
    func `every refusal crosses the wire`(refusal: SyncRefusal) throws {
        let message = HubMessage.refused(refusal)
        #expect(try HubMessage(decoding: message.encoded[...]) == message)
    }

    @Test(arguments: RegistrationRefusal.allCases)
    func `every refusal of registration crosses the wire`(refusal: RegistrationRefusal) throws {
        let answer = RegistrationAnswer.refused(refusal)
        #expect(try RegistrationAnswer(decoding: answer.encoded[...]) == answer)
    }

    @Test(arguments: Role.allCases)
    func `every role crosses the wire`(role: Role) throws {
        #expect(try Role(wire: role.wire) == role)
    }

    @Test(arguments: Verdict.allCases)
    func `every verdict crosses the wire`(verdict: Verdict) throws {
        let message = HubMessage.acknowledged([
            HubMessage.Acknowledgement(
                id: Sample.sealed[0].id, head: Sample.head, verdicts: [verdict])
        ])
        #expect(try HubMessage(decoding: message.encoded[...]) == message)
    }

    @Test func `a message over the transport's limit is not sent`() throws {
        let page = { (rows: Int) in
            HubMessage.page(
                HubMessage.Page(
                    at: .origin, to: 0, isLast: true, head: .origin,
                    rows: [UInt8](repeating: 0, count: rows)[...]))
        }
        let overhead =
            try page(SyncLimits.messageBytesMax - 1_000).encoded.count
            - (SyncLimits.messageBytesMax - 1_000)
        let most = SyncLimits.messageBytesMax - overhead
        #expect(try page(most).encoded.count == SyncLimits.messageBytesMax)
        #expect(throws: WireError.self) { try page(most + 1).encoded }
    }
}

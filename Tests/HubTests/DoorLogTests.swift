import Merge
import Testing

@testable import Hub

/// Who is turned away leaves one line in an hour, with a count.
struct DoorLogTests {
    private let log = DoorLog()
    private let knock = DoorLog.Knock(replica: ReplicaID(bits: 7), address: "ipv4:192.0.2.1")

    private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    @Test func `a machine that knocks every second leaves one line in an hour`() {
        let lines = (0..<3_600).compactMap { log.line(for: knock, at: at($0)) }
        #expect(lines == [DoorLog.Line(knock: knock, count: 1)])
        #expect(log.due(at: at(3_599)) == [])
        #expect(log.due(at: at(3_600)) == [DoorLog.Line(knock: knock, count: 3_599)])
        // Its next hour has begun; nothing came, and it is forgotten.
        #expect(log.due(at: at(7_200)) == [])
        #expect(log.line(for: knock, at: at(7_201))?.count == 1)
    }

    @Test func `what comes after the hour tells of all that came in it`() {
        _ = log.line(for: knock, at: at(0))
        _ = log.line(for: knock, at: at(10))
        #expect(log.line(for: knock, at: at(3_600))?.count == 2)
    }

    @Test func `each machine and each address has its own line`() {
        let elsewhere = DoorLog.Knock(replica: knock.replica, address: "ipv4:192.0.2.2")
        let other = DoorLog.Knock(replica: nil, address: knock.address)
        for each in [knock, elsewhere, other] {
            #expect(log.line(for: each, at: at(0)) == DoorLog.Line(knock: each, count: 1))
        }
    }

    @Test func `more machines than are told apart count together`() {
        for number in 0..<DoorLog.knocksMax {
            let each = DoorLog.Knock(replica: nil, address: "\(number)")
            #expect(log.line(for: each, at: at(0)) != nil)
        }
        let first = log.line(for: knock, at: at(1))
        #expect(first?.knock == DoorLog.Knock(replica: nil, address: "elsewhere"))
        #expect(log.line(for: knock, at: at(2)) == nil)
    }
}

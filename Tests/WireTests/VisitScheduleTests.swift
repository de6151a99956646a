import NIOCore
import Testing

@testable import Wire

/// Until when a connection has to have done what; the times are made up.
struct VisitScheduleTests {
    private static let terms: ListenerTerms = {
        var terms = ListenerTerms()
        terms.securing = .seconds(10)
        terms.firstCall = .seconds(11)
        terms.firstMessage = .seconds(12)
        terms.proving = .seconds(60)
        terms.silence = .seconds(90)
        return terms
    }()

    private static func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(seconds)
    }

    private static func schedule(isLocal: Bool = false) -> VisitSchedule {
        VisitSchedule(terms, at: at(0), isLocal: isLocal)
    }

    @Test func `a socket that sends nothing is closed when TLS is due`() {
        let schedule = Self.schedule()
        #expect(schedule.fault(at: Self.at(9)) == nil)
        #expect(schedule.fault(at: Self.at(10)) == .unsecured)
    }

    @Test func `after TLS a call is due, and hearing bytes is none`() {
        var schedule = Self.schedule()
        schedule.secure(at: Self.at(5))
        schedule.hear(at: Self.at(15))
        #expect(schedule.fault(at: Self.at(15)) == nil)
        #expect(schedule.fault(at: Self.at(16)) == .uncalled)
    }

    @Test func `each call owes its first message, and a closed one owes nothing`() {
        var schedule = Self.schedule()
        schedule.secure(at: Self.at(1))
        schedule.open(call: 1, at: Self.at(2))
        schedule.open(call: 2, at: Self.at(4))
        schedule.hearMessage(in: 1)
        #expect(schedule.fault(at: Self.at(15)) == nil)
        #expect(schedule.fault(at: Self.at(16)) == .unsaid)
        schedule.close(call: 2)
        #expect(schedule.fault(at: Self.at(59)) == nil)
    }

    @Test func `who is not known to the registry is closed in the end, however talkative`() {
        var schedule = Self.schedule()
        schedule.secure(at: Self.at(1))
        schedule.open(call: 1, at: Self.at(2))
        schedule.hearMessage(in: 1)
        schedule.hear(at: Self.at(58))
        #expect(schedule.fault(at: Self.at(59)) == nil)
        #expect(schedule.fault(at: Self.at(60)) == .unproven)
        schedule.prove()
        #expect(schedule.fault(at: Self.at(147)) == nil)
        #expect(schedule.fault(at: Self.at(148)) == .silent)
    }

    @Test func `a live line stays as long as it answers pings, and ends with its age`() {
        var schedule = Self.schedule()
        schedule.secure(at: Self.at(1))
        schedule.open(call: 1, at: Self.at(2))
        schedule.hearMessage(in: 1)
        schedule.prove()
        for second in stride(from: Int64(60), through: 3_660, by: 60) {
            schedule.hear(at: Self.at(second))
            #expect(schedule.fault(at: Self.at(second + 59)) == nil)
        }
        schedule.hear(at: Self.at(3_719))
        #expect(schedule.fault(at: Self.at(3_720)) == .old)
    }

    @Test func `whoever opens our own socket needs no TLS and is no stranger`() {
        var schedule = Self.schedule(isLocal: true)
        #expect(schedule.fault(at: Self.at(10)) == nil)
        #expect(schedule.fault(at: Self.at(11)) == .uncalled)
        schedule.open(call: 1, at: Self.at(2))
        schedule.hearMessage(in: 1)
        #expect(schedule.fault(at: Self.at(89)) == nil)
    }
}

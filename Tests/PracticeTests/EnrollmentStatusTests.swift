import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// What a case says about its days, by its documents and steps.
struct EnrollmentStatusTests {
    private typealias World = NetworkWorld
    private let today = Day("2027-02-03") ?? Day(number: 0)

    private func state(_ world: NetworkWorld, _ number: UInt128) -> String? {
        world.status(number)?.state(on: today).description
    }

    private func days(_ world: NetworkWorld, _ number: UInt128) -> String? {
        world.status(number).map { $0.doubt?.description ?? $0.knownDays.description }
    }

    @Test func `a case that was never loaded has no day and shows its step`() {
        var world = NetworkWorld()
        let number = world.open(World.ada, World.contractA, World.north)
        #expect(state(world, number) == "notStarted")
        world.step(.enrollment, number, "prepare", on: "2027-01-01")
        world.step(.enrollment, number, "submit", on: "2027-01-02")
        #expect(state(world, number) == "submitted")
        #expect(days(world, number) == "never")
    }

    @Test func `a letter alone does not make a case effective`() {
        var world = NetworkWorld()
        let number = world.open(World.ada, World.contractA, World.north)
        world.letter(number, from: "2027-01-01")
        #expect(days(world, number) == "never")
        #expect(world.status(number)?.startsOn == Day("2027-01-01"))
    }

    @Test(arguments: [
        ("2027-02-04", "", "scheduled 2027-02-04"), ("2027-02-03", "", "effective 2027-02-03"),
        ("2027-01-01", "2027-02-03", "ending 2027-02-03"),
        ("2027-01-01", "2027-02-02", "ended 2027-02-02"),
    ])
    func `a loaded case looks as its dates say`(from: String, through: String, shown: String) {
        var world = NetworkWorld()
        let number = world.enrol(
            World.ada, World.contractA, World.north, from: from, through: through)
        #expect(state(world, number) == shown)
    }

    @Test func `effective without a letter's date is unknown`() {
        var world = NetworkWorld()
        let number = world.open(World.ada, World.contractA, World.north)
        world.step(
            .enrollment, number, "recorded", on: "2027-01-01", effectiveOn: "2027-01-01",
            document: 500)
        #expect(days(world, number) == "no document gives the effective date")
        #expect(state(world, number) == "unknown")
    }

    @Test func `two letters that disagree are unknown until one supersedes the other`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        let second = world.letter(number, from: "2027-02-15")
        #expect(
            days(world, number)
                == "letters disagree on the effective date: 2027-02-01 or 2027-02-15")
        world.letter(number, from: "2027-02-10", superseding: second)
        #expect(
            days(world, number)
                == "letters disagree on the effective date: 2027-02-01 or 2027-02-10")
        world.letter(number, from: "2027-02-10", superseding: 9_001)
        #expect(days(world, number) == "from 2027-02-10")
    }

    @Test func `letters that agree are one date`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        world.letter(number, from: "2027-02-01")
        #expect(days(world, number) == "from 2027-02-01")
    }

    @Test func `a retroactive grant moves the beginning and contradicts nothing`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2027-02-15")
        world.letter(number, from: "2027-02-15", retro: "2027-01-10")
        #expect(days(world, number) == "from 2027-01-10")
        world.letter(number, from: "2027-02-15", retro: "2027-01-20")
        #expect(
            days(world, number)
                == "letters disagree on the effective date: 2027-01-10 or 2027-01-20")
    }

    @Test func `one letter's date written twice without seeing each other is unknown`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        let before = world.lookup
        let letter = world.letter(number, from: "2027-02-01")
        var other = world
        other.lookup = before
        let key = [Scalar.id(letter)]
        world.lookup.write(
            [
                Write(
                    .enrollment, "effectiveDates", key: key, [.day("2027-03-01")],
                    record: world.id(number))
            ], seeing: before)
        #expect(days(world, number) == "a letter's effective date is in conflict")
    }

    @Test func `steps that contradict each other are unknown`() {
        var world = NetworkWorld()
        let number = world.open(World.ada, World.contractA, World.north)
        for event in ["prepare", "submit", "ack"] { world.step(.enrollment, number, event) }
        let before = world.lookup
        world.step(.enrollment, number, "credentialingApproved")
        var other = world
        other.lookup = before
        do {
            let view = try #require(before.record(world.id(number)))
            let denied = try Workflow.enrollment.write(
                StepDraft("denied", comment: "panel is full"), on: view)
            world.lookup.write([denied], seeing: before)
        } catch { Issue.record(error) }
        #expect(days(world, number) == "the enrollment's steps are in conflict")
    }

    @Test func `an ending needs its last day`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2026-01-01")
        world.step(
            .enrollment, number, "termNotice", on: "2027-01-01", effectiveOn: "2027-03-31")
        #expect(days(world, number) == "2026-01-01 to 2027-03-31")
        #expect(state(world, number) == "ending 2027-03-31")
    }

    @Test func `recredentialing counts, a lapse ends it the day before`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2024-01-01")
        world.step(.enrollment, number, "recredentialDue", on: "2026-10-01")
        #expect(state(world, number) == "recredentialing 2024-01-01")
        #expect(days(world, number) == "from 2024-01-01")
        world.step(.enrollment, number, "lapse", on: "2027-01-01")
        #expect(days(world, number) == "2024-01-01 to 2026-12-31")
        #expect(state(world, number) == "lapsed")
    }

    @Test func `a reopened case keeps the days it had and no more`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2024-01-01")
        world.step(
            .enrollment, number, "termNotice", on: "2026-01-01", effectiveOn: "2026-06-30")
        world.add(.enrollment, number, ["effectiveThrough=2026-06-30"])
        world.step(.enrollment, number, "reopen", on: "2027-01-01")
        #expect(days(world, number) == "2024-01-01 to 2026-06-30")
        #expect(state(world, number) == "preparing")
    }

    @Test(arguments: [
        ("inNetwork", "from 2027-01-01"), ("registeredOutOfNetwork", "never"),
        ("notLoaded", "never"),
    ])
    func `whoever is registered as out of network is not in it`(how: String, shown: String) {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2027-01-01")
        world.add(.enrollment, number, ["participation=\(how)"])
        #expect(days(world, number) == shown)
    }

    /// Reopened in 2027 after a time in network that ended in between.
    private func returned(_ end: String, _ step: String) -> (NetworkWorld, UInt128) {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2025-02-01")
        if step == "lapse" { world.step(.enrollment, number, "recredentialDue") }
        world.step(
            .enrollment, number, step, on: end, effectiveOn: step == "termNotice" ? end : nil)
        if step == "termNotice" { world.add(.enrollment, number, ["effectiveThrough=\(end)"]) }
        world.step(.enrollment, number, "reopen", on: "2027-01-04")
        return (world, number)
    }

    @Test(arguments: [
        ("termNotice", "2026-06-30", "2026-06-30"), ("lapse", "2026-06-01", "2026-05-31"),
        ("withdraw", "2026-06-01", "2026-05-31"),
    ])
    func `who returns keeps the days before and is in network again`(
        step: String, on day: String, last: String
    ) {
        var (world, number) = returned(day, step)
        #expect(days(world, number) == "2025-02-01 to \(last)")
        let letter = world.letter(number, from: "2027-02-01")
        world.step(
            .enrollment, number, "recorded", effectiveOn: "2027-02-01", document: letter)
        #expect(days(world, number) == "2025-02-01 to \(last), from 2027-02-01")
        #expect(state(world, number) == "effective 2027-02-01")
        #expect(world.status(number)?.endsOn == nil)
        world.letter(number, from: "2027-02-15")
        #expect(
            days(world, number)
                == "letters disagree on the effective date: 2027-02-01 or 2027-02-15")
    }

    @Test func `the second time ends by itself, and the first keeps its end`() {
        var (world, number) = returned("2026-06-30", "termNotice")
        let letter = world.letter(number, from: "2027-02-01")
        world.step(
            .enrollment, number, "recorded", effectiveOn: "2027-02-01", document: letter)
        world.step(.enrollment, number, "termNotice", effectiveOn: "2027-08-31")
        world.add(.enrollment, number, ["effectiveThrough=2027-08-31"])
        #expect(days(world, number) == "2025-02-01 to 2026-06-30, 2027-02-01 to 2027-08-31")
        #expect(state(world, number) == "ending 2027-08-31")
    }

    @Test func `a letter supersedes one of its own time only`() {
        var (world, number) = returned("2026-06-30", "termNotice")
        let letter = world.letter(number, from: "2027-02-01", superseding: 9_001)
        world.step(
            .enrollment, number, "recorded", effectiveOn: "2027-02-01", document: letter)
        #expect(days(world, number) == "2025-02-01 to 2026-06-30, from 2027-02-01")
        world.letter(number, from: "2025-03-01", superseding: 9_001)
        #expect(days(world, number) == "2025-03-01 to 2026-06-30, from 2027-02-01")
    }

    @Test func `a case that ends before it begins has no day and is not effective`() {
        var world = NetworkWorld()
        let number = world.enrol(
            World.ada, World.contractA, World.north, from: "2027-01-15", through: "2027-01-10")
        #expect(days(world, number) == "never")
        #expect(state(world, number) == "ended 2027-01-10")
    }
}

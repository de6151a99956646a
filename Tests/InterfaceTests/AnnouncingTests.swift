import Benefits
import DeskKit
import Foundation
import Merge
import Participation
import Practice
import Records
import Replica
import Store
import Tables
import Testing

@testable import Interface

/// What is told outside, and when it counts as told.
struct AnnouncingTests {
    private let lone: LoneDesk

    init() throws {
        lone = try LoneDesk()
        try lone.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
    }

    private func turn(_ kinds: String) throws -> AnnouncingTurn {
        AnnouncingTurn(lone.desk, try Hearer(command: kinds + " true"))
    }

    private func state() throws -> AnnouncementState? {
        try lone.store.read { try AnnouncementState.all(in: $0).values.first }
    }

    private func patient(_ family: String) throws {
        try lone.create(.patient, "family=\(family)", "given=A")
    }

    @Test func `who is new hears what comes after`() throws {
        try patient("Before")
        var turn = try turn("change")
        #expect(try turn.next() == nil)
        try patient("After")
        let batch = try #require(try turn.next())
        #expect(batch.announcements.map(\.kind) == [.change])
        #expect(batch.json.contains(#""type":"patient""#) && !batch.json.contains("After"))
        try turn.taken()
        #expect(try turn.next() == nil)
    }

    @Test func `what was not taken is told again, under the same delivery, by whoever comes next`()
        throws
    {
        var turn = try turn("change")
        #expect(try turn.next() == nil)
        try patient("One")
        let first = try #require(try turn.next())
        // The process dies here; another one goes on.
        var other = try self.turn("change")
        let again = try #require(try other.next())
        #expect(again == first)
        #expect(try other.failed("no") == 1)
        #expect(try other.failed("no") == 2)
        #expect(try state()?.failures == 2)
        #expect(try state()?.failingSince != nil)
        #expect(try other.next() == first)
        try other.taken()
        #expect(try state()?.failures == 0 && state()?.failingSince == nil)
        #expect(try other.next() == nil)
    }

    @Test func `what came between is told with it, and nothing is left out`() throws {
        var turn = try turn("change")
        #expect(try turn.next() == nil)
        try patient("One")
        #expect(try turn.next()?.announcements.count == 1)
        try patient("Two")
        #expect(try turn.next()?.announcements.count == 2)
        try turn.taken()
        for number in 0..<(AnnouncementLimits.batchMax + 5) { try patient("P\(number)") }
        var told = 0
        while let batch = try turn.next() {
            #expect(batch.announcements.count <= AnnouncementLimits.batchMax)
            told += batch.announcements.count
            try turn.taken()
        }
        #expect(told == AnnouncementLimits.batchMax + 5)
    }

    @Test func `only the kinds that were asked for are told, and the cursor passes the others`()
        throws
    {
        var turn = try turn("conflict")
        #expect(try turn.next() == nil)
        try patient("One")
        #expect(try turn.next()?.announcements == [])
        try turn.taken()
        #expect(try turn.next() == nil)
        let id = try lone.create(.patient, "family=S", "given=A")
        let writes = [1, 2].map { number in
            Write(
                record: id, type: "patient", attribute: "birthDate", key: [],
                value: Value([.int(number)]).encoded)
        }
        try lone.apart(writes[0], writes[1])
        let batch = try #require(try turn.next())
        #expect(batch.announcements.map(\.kind) == [.conflict])
        let conflict = try #require(try lone.open.first)
        #expect(batch.json.contains(conflict.id.description))
    }

    @Test func `where the feed does not reach back everybody is told that something was missed`()
        throws
    {
        var turn = try turn("conflict")
        #expect(try turn.next() == nil)
        let other = try LoneDesk()
        let foreign = try other.store.write { try $0.openFeed() }
        let hearer = try Hearer(command: "conflict true")
        try lone.store.write { transaction in
            try AnnouncementState(of: hearer, at: foreign).keep(for: hearer, in: &transaction)
        }
        #expect(try turn.next()?.announcements.map(\.kind) == [.missed])
        try turn.taken()
        #expect(try turn.next() == nil)
    }

    @Test func `a gap is told once, and again when it went and came back`() throws {
        let doctor = try lone.create(.practitioner, "npi=2000000002", "family=S", "given=A")
        let office = try lone.create(.office, "code=A01", "name=North")
        let entity = try lone.create(
            .organization, "legalName=Group", "tin=900000001", "tinKind=ein")
        try lone.edit(.office, "A01", "organization=\(entity)")
        try lone.create(.payor, "code=P1", "name=Payor")
        try lone.create(
            .payorContract, "code=C1", "organization=\(entity)", "payor=P1",
            "effectiveFrom=2026-01-01", "locationRule=allLocationsOfTin",
            "providerRule=eachProviderCredentialed")
        var turn = try turn("gap")
        _ = try turn.next()
        try turn.taken()
        let today = try lone.desk.today
        let hours = try lone.create(
            .scheduleBlock, "office=\(office)", "practitioner=\(doctor)",
            "workedOn=\(today.advanced(by: 5))")
        let batch = try #require(try turn.next())
        let gap = try #require(batch.announcements.first)
        #expect(gap.kind == .gap && batch.announcements.count == 1)
        #expect(gap.facts.contains { $0.name == "doctor" && $0.value == doctor.description })
        #expect(
            gap.facts.contains { $0.name == "from" && $0.value == "\(today.advanced(by: 5))" })
        #expect(try turn.next() == batch)
        try turn.taken()
        #expect(try turn.next() == nil)
        let name = hours.description
        try lone.perform(ChangeLifecycle(.scheduleBlock, name, to: .inactive))
        #expect(try turn.next()?.announcements == [])
        try turn.taken()
        try lone.perform(ChangeLifecycle(.scheduleBlock, name, to: .active))
        #expect(try turn.next()?.announcements.count == 1)
    }

    @Test func `a batch goes by what is in it, also where the feed has not moved`() throws {
        let hearer = try Hearer(webhook: "https://hook.example.test/x")
        let cursor = try lone.desk.store.write { try $0.openFeed() }
        let gap = Announcement(.gap), conflict = Announcement(.conflict)
        let name = { (told: [Announcement]) in
            AnnouncingTurn.batch(told, for: hearer, from: cursor, to: cursor).delivery
        }
        #expect(name([gap]) == name([gap]))
        #expect(Set([name([]), name([gap]), name([conflict]), name([gap, gap])]).count == 4)
    }
}

import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Participation
@testable import Records

/// Who may write what: each rule on both sides of its edge.
struct AuthorityTests {
    private static let central: [Role] = [.coordinator, .admin]

    private func state(
        _ writes: [Write], by replica: ReplicaID = World.centralReplica
    ) -> RecordState {
        var world = World()
        world.write(writes, by: replica)
        return world.state
    }

    // What is not known, does not fit, or is only ever added to

    @Test(arguments: Role.allCases)
    func `a newer peer's type is let through`(role: Role) {
        let type = Write(record: World.record, type: "hologram", attribute: "x", value: [])
        #expect(Asking(role: role).may(type) == .allow)
    }

    @Test func `a newer peer's attribute follows the strictest of its type's writers`() {
        let unknown = { type in
            Write(record: World.record, type: type, attribute: "zzz", value: [0xFF])
        }
        for role in Self.central + [.hub] {
            #expect(Asking(role: role).may(unknown("payor")) == .allow)
        }
        // A payor of the group is the centre's; a schedule's log, and custody, are the hub's alone.
        #expect(Asking().may(unknown("payor")) == .propose)
        #expect(Asking().may(unknown("fee_schedule")) == .refuse(.hubOnly))
        #expect(Asking().may(unknown("custody")) == .refuse(.hubOnly))
        #expect(Asking(role: .admin).may(unknown("custody")) == .refuse(.hubOnly))
    }

    @Test func `an office adds unknown attributes to what is wholly its own`() {
        let own = Write(.payor, "provisionalOffice", [.blob(World.north.bytes[...])])
        let unknown = Write(record: own.record, type: "payor", attribute: "zzz", value: [1])
        #expect(Asking(before: state([own])).may(unknown) == .allow)
        #expect(Asking(office: World.south, before: state([own])).may(unknown) == .propose)
    }

    @Test(arguments: Role.allCases)
    func `a value that does not fit is refused to everyone`(role: Role) {
        let write = Write(.patient, "birthDate", [.text("soon")])
        #expect(Asking(role: role).may(write) == .refuse(.invalid))
    }

    @Test(arguments: Role.allCases)
    func `a log entry is added by whoever sees the record and replaced by nobody`(role: Role) {
        let before = state([Write(.office, "notes", [.text("old")])])
        let note = Write(.office, "notes", [.text("new")])
        let seen = before.seen("notes")
        #expect(Asking(role: role, before: before).may(note) == .allow)
        #expect(
            Asking(role: role, before: before).may(note, replacing: seen) == .refuse(.appendOnly))
        let removal = Write(.office, "notes", nil)
        #expect(Asking(role: role, before: before).may(removal) == .refuse(.appendOnly))
        #expect(
            Asking(role: role, before: before).may(removal, replacing: seen)
                == .refuse(.appendOnly))
    }

    // Immutable

    @Test(arguments: [Role.office, .coordinator, .admin])
    func `what is immutable is written once and repeated at will`(role: Role) {
        let first = Write(.coverage, "patient", [.id(1)])
        let second = Write(.coverage, "patient", [.id(2)])
        #expect(Asking(role: role).may(first) == .allow)
        let before = state([first])
        #expect(Asking(role: role, before: before).may(first) == .allow)
        #expect(Asking(role: role, before: before).may(second) == .refuse(.immutable))
        let removal = Write(.coverage, "patient", nil)
        #expect(Asking(role: role, before: before).may(removal) == .refuse(.immutable))
    }

    @Test func `an immutable map is immutable per key`() {
        let first = Write(.practitionerPrivate, "disclosures", key: question("a"), [.flag(true)])
        let before = state([first])
        let other = Write(.practitionerPrivate, "disclosures", key: question("b"), [.flag(false)])
        let change = Write(.practitionerPrivate, "disclosures", key: question("a"), [.flag(false)])
        #expect(Asking(role: .admin, before: before).may(other) == .allow)
        #expect(Asking(role: .admin, before: before).may(change) == .refuse(.immutable))
    }

    @Test func `immutable siblings are settled by the centre, for one of them`() {
        var world = World()
        let (one, two) = (
            Write(.coverage, "patient", [.id(1)]), Write(.coverage, "patient", [.id(2)])
        )
        world.write([one])
        world.write([two], seeing: RecordState())
        let three = Write(.coverage, "patient", [.id(3)])
        #expect(Asking(role: .coordinator, before: world.state).may(two) == .allow)
        #expect(Asking(role: .office, before: world.state).may(two) == .propose)
        #expect(Asking(role: .coordinator, before: world.state).may(three) == .refuse(.immutable))
    }

    // Guarded removal

    @Test func `a restriction is added freely and removed with care`() {
        let key: [Scalar] = [.text("no calls")]
        let add = Write(.patient, "restrictions", key: key, [])
        let remove = Write(.patient, "restrictions", key: key, nil)
        let before = state([Write(.patient, "offices", key: [.id(World.north)], []), add])
        #expect(Asking(before: before).may(add) == .allow)
        #expect(Asking(before: before).may(remove) == .refuse(.guardedRemoval))
        #expect(Asking(reason: "asked", before: before).may(remove) == .propose)
        for role in Self.central {
            #expect(Asking(role: role, before: before).may(remove) == .refuse(.guardedRemoval))
            #expect(
                Asking(role: role, reason: "  ", before: before).may(remove)
                    == .refuse(.guardedRemoval))
            #expect(Asking(role: role, reason: "asked", before: before).may(remove) == .allow)
        }
    }

    // Hub

    @Test func `what the hub derives only the hub writes`() {
        let answer = Write(.accessRequest, "answers", [.text("granted")])
        #expect(Asking(role: .hub).may(answer) == .allow)
        for role in [Role.office, .coordinator, .admin] {
            #expect(Asking(role: role).may(answer) == .refuse(.hubOnly))
        }
    }

    @Test func `an office asks for access for itself only`() {
        let own = request(office: World.north)
        let foreign = request(office: World.south)
        #expect(Asking().may(own) == .allow)
        #expect(Asking().may(foreign) == .propose)
    }

    // Centre

    @Test func `what the centre owns an office proposes`() {
        let write = Write(.payorContract, "code", [.text("delta-1")])
        #expect(Asking().may(write) == .propose)
        for role in Self.central { #expect(Asking(role: role).may(write) == .allow) }
        #expect(Asking(role: .hub).may(write) == .allow)
    }

    @Test func `lifecycle follows the type's writers`() {
        let life: [Scalar] = [.text("inactive")]
        let before = state([Write(.patient, "offices", key: [.id(World.north)], [])])
        #expect(Asking(before: before).may(Write(.patient, "lifecycle", life)) == .allow)
        #expect(Asking(before: before).may(Write(.payorContract, "lifecycle", life)) == .propose)
        #expect(
            Asking(before: before).may(Write(.feeScheduleVersion, "lifecycle", life))
                == .refuse(.hubOnly))
    }

    @Test func `an office without an identity writes nothing that needs one`() {
        let write = Write(.office, "phone", [.text("3035550100")])
        #expect(Asking(office: nil).may(write) == .propose)
    }

    // Own office

    @Test func `an office writes its own phone and hours, and no other's`() {
        let own = Write(.office, "phone", [.text("3035550100")], record: World.north)
        let other = Write(.office, "phone", [.text("3035550100")], record: World.south)
        #expect(Asking().may(own) == .allow)
        #expect(Asking().may(other) == .propose)
        #expect(Asking().may(Write(.office, "name", [.text("N")], record: World.north)) == .propose)
    }

    @Test func `a record that names an office is that office's`() {
        let title = Write(.task, "title", [.text("Call")])
        let north = state([Write(.task, "office", [.id(World.north)])])
        let south = state([Write(.task, "office", [.id(World.south)])])
        #expect(Asking(before: north).may(title) == .allow)
        #expect(Asking(before: south).may(title) == .propose)
        #expect(Asking(role: .admin, before: south).may(title) == .allow)
    }

    @Test func `a new record is judged by the office the same change set names`() {
        let title = Write(.task, "title", [.text("Call")])
        let own = Write(.task, "office", [.id(World.north)])
        let foreign = Write(.task, "office", [.id(World.south)])
        #expect(Asking(beside: [own]).may(title) == .allow)
        #expect(Asking(beside: [foreign]).may(title) == .propose)
        #expect(Asking(beside: [own, foreign]).may(title) == .propose)
        #expect(Asking().may(title) == .propose)
    }

    @Test func `nobody claims the centre's record by filling in its office`() {
        let before = state([Write(.task, "title", [.text("Call")])])
        let claim = Write(.task, "office", [.id(World.north)])
        #expect(Asking(before: before).may(claim) == .propose)
    }

    @Test func `an office writes its part of an enrolment that is not its own`() {
        let before = state([Write(.enrollment, "identity", [.id(1), .id(2), .id(World.north)])])
        let listed = Write(.enrollment, "directoryListed", [.text("wrong")])
        let dates = Write(
            .enrollment, "effectiveDates", key: [.id(9)], [.day("2026-01-01")])
        #expect(Asking(before: before).may(listed) == .allow)
        #expect(Asking(before: before).may(dates) == .propose)
        #expect(Asking(office: World.south, before: before).may(listed) == .propose)
    }

    // Shared by offices

    @Test func `whoever creates a patient is among its offices`() {
        let name = Write(.patient, "name", [.text("Ruiz"), .text("Ana")])
        let own = Write(.patient, "offices", key: [.id(World.north)], [])
        let foreign = Write(.patient, "offices", key: [.id(World.south)], [])
        #expect(Asking(beside: [own]).may(name) == .allow)
        #expect(Asking(beside: [own, foreign]).may(foreign) == .allow)
        #expect(Asking(beside: [foreign]).may(name) == .refuse(.foreignOffice))
        // An edit that reached a restored hub before the record did says nothing of offices.
        #expect(Asking().may(name) == .allow)
        let leave = Write(.patient, "offices", key: [.id(World.north)], nil)
        #expect(Asking(beside: [leave]).may(name) == .allow)
        #expect(Asking(role: .coordinator, beside: [foreign]).may(name) == .allow)
    }

    @Test func `an office shares a patient, leaves it, and takes it from nobody`() {
        let own = Write(.patient, "offices", key: [.id(World.north)], [])
        let other = Write(.patient, "offices", key: [.id(World.south)], [])
        let before = state([own, other])
        let third = Write(.patient, "offices", key: [.id(0xC)], [])
        #expect(Asking(before: before).may(third) == .allow)
        let leave = Write(.patient, "offices", key: [.id(World.north)], nil)
        let takeAway = Write(.patient, "offices", key: [.id(World.south)], nil)
        #expect(Asking(before: before).may(leave) == .allow)
        #expect(Asking(before: before).may(takeAway) == .propose)
        #expect(Asking(role: .admin, before: before).may(takeAway) == .allow)
    }

    @Test func `the home office hands a patient over`() {
        let own = Write(.patient, "offices", key: [.id(World.north)], [])
        let home = Write(.patient, "homeOffice", [.id(World.north)])
        let before = state([own, home])
        let transfer = Write(.patient, "homeOffice", [.id(World.south)])
        #expect(Asking(beside: [own]).may(home) == .allow)
        #expect(Asking(before: before).may(transfer) == .allow)
        #expect(Asking(office: World.south, before: before).may(transfer) == .propose)
    }

    @Test func `a coverage is written by any office that sees its patient`() {
        let before = state([Write(.coverage, "patient", [.id(1)])])
        let identity = Write(.coverage, "identity", [.text("W123")])
        #expect(Asking(before: before).may(identity) == .allow)
        #expect(Asking(office: World.south, before: before).may(identity) == .allow)
    }

    // Author

    @Test func `what an author creates only its office goes on with`() {
        let create = Write(
            .contactLog, "contact",
            [
                .day("2026-01-01"), .null, .null, .null, .null,
                .null, .null, .text("called"),
            ])
        let go = Write(.contactLog, "nextActionOn", [.day("2026-02-01")])
        #expect(Asking().may(create) == .allow)
        let before = state([create], by: World.northReplica)
        #expect(Asking(before: before).may(go) == .allow)
        #expect(Asking(office: World.south, before: before).may(go) == .propose)
        #expect(Asking(role: .coordinator, before: before).may(go) == .allow)
    }

    @Test func `a contact is logged for one's own office, or the centre`() {
        let own = Write(.contactLog, "office", [.id(World.north)])
        let foreign = Write(.contactLog, "office", [.id(World.south)])
        #expect(Asking().may(own) == .allow)
        #expect(Asking().may(foreign) == .propose)
    }

    @Test func `a note on another's record makes nobody its author`() {
        let create = Write(
            .contactLog, "contact",
            [
                .day("2026-01-01"), .null, .null, .null, .null,
                .null, .null, .text("called"),
            ])
        var world = World()
        world.write([create], by: World.northReplica)
        world.write([Write(.contactLog, "notes", [.text("hm")])], by: World.southReplica)
        let go = Write(.contactLog, "nextActionOn", [.day("2026-02-01")])
        #expect(Asking(office: World.south, before: world.state).may(go) == .propose)
    }

    private func question(_ text: String) -> [Scalar] {
        [.text("delta-2026"), .text(text)]
    }

    private func request(office: RecordID) -> Write {
        Write(
            .accessRequest, "request",
            [.id(office), .text("Ruiz"), .text("Ana"), .day("1990-01-01")])
    }
}

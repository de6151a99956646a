@testable import Tables
@testable import Benefits
@testable import Records
@testable import Participation
import DeskKit
import HouseKit
import Hub
import Merge
import Practice
import Replica
import Store
import Sync
import Testing

@testable import Rulebook

/// How the rules of the business read a store, a replica's and the hub's alike.
struct StoreLookupTests {
    @Test func `a key names its record whatever its case, and an ending while it is the only one`()
        throws
    {
        let lone = try LoneDesk()
        let payor = try lone.create(.payor, "code=SDP", "name=Synthetic")
        _ = try lone.create(.payor, "code=DD", "name=Delta")
        try lone.store.read { transaction in
            let lookup = transaction.lookup
            #expect(lookup.keyed(.payor, "sdp").map(\.id) == [payor])
            #expect(lookup.keyed(.payor, "SD").isEmpty)
            #expect(lookup.records(.payor, endingIn: payor.suffix) == [payor])
            #expect(lookup.records(.office, endingIn: payor.suffix).isEmpty)
            #expect(lookup.records(.payor).count == 2 && lookup.records(.office).isEmpty)
            #expect(lookup.record(payor)?[Payor.name] == "Synthetic")
            #expect(lookup.record(RecordID(bits: 1)) == nil)
            #expect(lookup.state(payor)?.entries.count == 2)
            #expect(lookup.office == nil)
        }
    }

    @Test func `what refers to a record is found by the field that does`() throws {
        let lone = try LoneDesk()
        let payor = try lone.create(.payor, "code=SDP", "name=Synthetic")
        let plan = try lone.create(.insurancePlan, "code=PL1", "payor=SDP")
        try lone.store.read { transaction in
            let lookup = transaction.lookup
            let found = lookup.records(.insurancePlan, where: "payor", is: payor)
            #expect(found.map(\.id) == [plan])
            #expect(lookup.records(.insurancePlan, where: "payor", is: plan).isEmpty)
            #expect(lookup.records(.insurancePlan, where: "nothing", is: payor).isEmpty)
            #expect(
                lookup.records(.payor, where: "name", shows: "Synthetic").map(\.id) == [payor])
            #expect(lookup.records(.payor, where: "name", shows: "synthetic").isEmpty)
        }
    }

    @Test func `a replica knows its office, and whoever is none knows none`() throws {
        let office = RecordID(bits: 0x0F)
        let lone = try LoneDesk(office: office)
        #expect(try lone.store.read { $0.lookup.office } == office)
    }

    @Test func `without a secret no id is derived, and that ends the transaction`() throws {
        let lone = try LoneDesk()
        #expect(throws: NoIDSecret.self) {
            try lone.store.read { _ = $0.lookup.secret }
        }
        #expect(NoIDSecret().description.contains("run `bridgework sync` once"))
    }

    @Test func `who yielded to another is followed, and the record as written is not`()
        async throws
    {
        let house = try await House()
        let desk = house.centre
        let one = try await desk.done("create practitioner npi=2000000002 family=One")
        let two = try await desk.done("create practitioner npi=2000000010 family=Two")
        try await desk.done(
            "create location_assignment practitioner=\(one) office=A01 effectiveFrom=2027-01-01")
        let kept = try #require(RecordID(hexadecimal: two))
        let yielded = try #require(RecordID(hexadecimal: one))
        try desk.desk.perform(
            LinkRecords(.practitioner, one, two, .replacedBy), by: Signature(nil, "same"))
        try desk.desk.store.read { transaction in
            let followed = transaction.lookup.records(.locationAssignment)
            #expect(followed.map { $0[LocationAssignment.practitioner] } == [kept])
            let written = transaction.lookupAsWritten.records(.locationAssignment)
            #expect(written.map { $0[LocationAssignment.practitioner] } == [yielded])
            #expect(transaction.lookup.settlements(of: yielded).count == 1)
            #expect(transaction.lookup.settlements(of: kept).count == 1)
        }
    }

    @Test func `an import's lookup names what is in use, and nothing that was an error`() throws {
        let lone = try LoneDesk()
        let payor = try lone.create(.payor, "code=SDP", "name=Synthetic", "aliases+=Syn")
        let plan = try lone.create(.insurancePlan, "code=PL1", "payor=SDP")
        try lone.store.read { transaction in
            let lookup = transaction.lookup.forImport()
            #expect(lookup.named("payor", "sdp") == payor)
            #expect(lookup.named("payor", "nobody") == nil)
            #expect(lookup.named("nothing", "SDP") == nil)
            #expect(lookup.state(payor)?.entries.isEmpty == false)
            #expect(lookup.standing.standIn(plan) == plan)
            #expect(lookup.rivals("payor", "SDP").isEmpty)
        }
        try lone.perform(ChangeLifecycle(.payor, "SDP", to: .enteredInError))
        try lone.store.read { transaction in
            #expect(transaction.lookup.forImport().named("payor", "SDP") == nil)
        }
    }

    @Test func `the hub reads the same records by the same names`() async throws {
        let house = try await House()
        try await house.centre.done("create payor code=SDP name=Synthetic")
        try house.sync()
        let hub = house.hub.desk
        let id = try #require(
            RecordID(hexadecimal: try await house.centre.row("show payor SDP")["id"] ?? ""))
        try hub.store.read { transaction in
            try transaction.lookingUp { raw in
                for isNaming in [true, false] {
                    let lookup = HubLookup(raw, schema: hub.store.schema, naming: isNaming)
                    #expect(lookup.keyed(.payor, "sdp").map(\.id) == [id])
                    #expect(lookup.keyed(.payor, "other").isEmpty)
                    #expect(lookup.records(.payor, endingIn: id.suffix) == [id])
                    #expect(lookup.records(.payor, endingIn: "xyz").isEmpty)
                    #expect(lookup.records(.office).count == 2)
                    #expect(lookup.record(id)?[Payor.name] == "Synthetic")
                    #expect(lookup.state(id)?.entries.count == 2)
                }
            }
        }
    }

    @Test func `an office's code is found at the hub, in any case`() async throws {
        let house = try await House()
        let hub = house.hub.desk
        #expect(try hub.office(code: "a01") == hub.office(code: "A01"))
        #expect(throws: (any Error).self) { try hub.office(code: "ZZ") }
    }
}

import HouseKit
import Merge
import Replica
import Store
import Testing

/// Changes that the hub could not accept, at the desk of whoever made them.
struct QuarantineCommandTests {
    /// A patient of both offices, of whom A01 wrote a language that fits no field.
    private func unfit() async throws -> (house: House, patient: String, held: String) {
        let house = try await House()
        let patient = try await house.insurePat().patient
        let desk = house["A01"].desk
        let id = try #require(RecordID(hexadecimal: patient))
        try desk.store.write { transaction in
            let long = Value([.text(String(repeating: "x", count: 5_000))]).encoded
            let op = Op(record: id, type: "patient", attribute: "language", value: long)
            _ = try transaction.append(
                ChangeSet(
                    replica: desk.replica, actor: nil, role: desk.role, reason: "unfit",
                    claimedAt: desk.now, parent: try transaction.tip, nonce: 7, ops: [op]))
        }
        try await house["A01"].done("edit patient \(patient) preferredName=Flows")
        try house.sync()
        return (house, patient, try await house["A01"].row("quarantine list")["id"] ?? "")
    }

    @Test func `it is kept with its reason, and the rest of the day flows`() async throws {
        let (house, patient, id) = try await unfit()
        let row = try await house["A01"].row("quarantine list")
        #expect(row["why"] == "invalid" && row["office"] == "A01" && row["status"] == "open")
        #expect(row["attribute"] == "language" && row["type"] == "patient")
        for seat in [house.centre, house["B01"]] {
            let fields = try await seat.fields("patient", patient)
            #expect(fields["preferredName"] == "Flows" && fields["language"] == nil)
        }
        #expect(try await house["B01"].rows("quarantine list").isEmpty)
        let sheet = try await house["A01"].rows("quarantine show \(id)")
        #expect(
            sheet.first { $0["what"] == "why" }?["value"]
                == "invalid: a value does not fit its field")
        #expect(
            sheet.first { $0["what"] == "next" }?["value"]
                == "amend FIELD=VALUE with a value that fits, or drop it")
        #expect(try await house["A01"].row("status")["quarantine"] == "1")
        #expect(try await house.hub.row("status")["quarantine"] == "1")
        #expect(try await house.hub.run("status --check").code == 1)
    }

    @Test func `it is amended with a value that fits, and then it counts`() async throws {
        let (house, patient, id) = try await unfit()
        #expect(try await house["A01"].run("quarantine retry \(id)").code == 1)
        #expect(try await house["A01"].run("quarantine amend \(id) family=Other").code == 1)
        try await house["A01"].done("quarantine amend \(id) language=French")
        try house.sync()
        for seat in [house.centre, house["A01"], house["B01"]] {
            #expect(try await seat.fields("patient", patient)["language"] == "French")
            #expect(try await seat.rows("quarantine list").isEmpty)
        }
        #expect(
            try await house.centre.row("quarantine list --all")["status"] == "amended")
        #expect(try await house.hub.run("audit").code == 0)
    }

    @Test func `it is dropped with a reason, and stays in the account`() async throws {
        let (house, patient, id) = try await unfit()
        #expect(try await house["A01"].run("quarantine drop \(id)").code == 2)
        try await house["A01"].done("quarantine drop \(id) --reason 'not needed'")
        try house.sync()
        #expect(try await house["A01"].fields("patient", patient)["language"] == nil)
        #expect(try await house["A01"].row("quarantine list --all")["status"] == "dropped")
        let account = try await house.hub.rows("audit").first { $0["account"] == "A01" }
        #expect(account?["quarantined"] == "1" && account?["missing"] == "0")
        #expect(try await house["A01"].run("quarantine drop \(id) --reason again").code == 1)
    }
}

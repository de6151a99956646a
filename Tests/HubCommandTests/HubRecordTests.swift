import Foundation
import HouseKit
import Testing

/// What an operator does to the hub itself: made, cut, backed up.
struct HubRecordTests {
    @Test func `a hub is made once in a folder, for a name and a port that there are`()
        async throws
    {
        let house = try await House()
        let folder = house.hub.folderPath + "-new"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let start = "init --store \(folder) --host localhost"
        #expect(
            try await house.hub.misuse("\(start) --group G --port 65535").hasPrefix(
                "Error: --port takes a number from 1 to 65534."))
        #expect(
            try await house.hub.refusal("\(start) --group ''") == "a name is 1 to 100 characters")
        let made = try await house.hub.run("\(start) --group G --port 7000")
        #expect(made.text == "hub made in \(folder)")
        #expect(made.said[0].contains("bridgework-hub serve --store \(folder)"))
        #expect(
            try await house.hub.refusal("\(start) --group G").hasPrefix(
                "\(folder) already holds a store"))
        // Nobody else may look in.
        let rights = try FileManager.default.attributesOfItem(atPath: folder)
        #expect(rights[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a record is cut out at the hub and at every replica`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        let outcome = try await house.hub.run("cut \(patient) --reason 'what must not be there'")
        #expect(outcome.text.hasPrefix("cut patient \(patient): "))
        try house.sync()
        for seat in [house.centre, house["A01"], house["B01"]] {
            #expect(try await seat.rows("patient find shared").isEmpty)
            #expect(try await seat.done("verify") == "ok")
        }
        #expect(try await house.hub.done("verify") == "ok")
        let events = try await house.hub.rows("events")
        #expect(events.first { $0["event"] == "record-cut" }?["subject"] == patient)
        #expect(try await house.hub.run("audit").code == 0)
        #expect(try await house.hub.run("cut \(patient) --reason again").code == 1)
    }

    @Test func `what names no record is not cut, and a cut needs its reason`() async throws {
        let house = try await House()
        #expect(
            try await house.hub.refusal("cut 12 --reason x").hasPrefix(
                "that is no record's id: give all 32 digits"))
        let id = "01a3185c-5000-7b61-bec8-62badb942f05"
        #expect(
            try await house.hub.refusal("cut \(id) --reason x")
                == "the hub holds no record of that id: nothing was cut")
        #expect(try await house.hub.run("cut \(id)").code == 2)
        #expect(try await house.hub.rows("events").isEmpty)
    }

    @Test func `backups that it knows of are listed and forgotten, and a key is a key`()
        async throws
    {
        let house = try await House()
        #expect(try await house.hub.rows("backup list").isEmpty)
        #expect(
            try await house.hub.refusal("backup forget /x")
                == "no backup /x is known here: `backup list` lists those that are")
        #expect(try await house.hub.run("backup note --entry bogus").code == 2)
        for word in ["00", "words"] {
            #expect(
                try await house.hub.refusal("backup take-key \(word)").hasPrefix(
                    "that is no recovery key"))
        }
    }
}

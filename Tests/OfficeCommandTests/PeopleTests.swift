import Foundation
import HouseKit
import Identity
import Merge
import OfficeCommand
import Records
import Replica
import Rulebook
import Store
import Testing

/// People who prove themselves: who may make a key, when it counts, and when no more.
struct PeopleTests {
    @Test func `whoever was invited has a key here, and his passphrase proves him`() async throws {
        let group = try await Enrolled()
        let binding = try await group.enrol()
        let person = try #require(try group.proven())
        #expect(person.login == "ada" && person.user == binding.user)
        #expect(person.challenge.count == 32)
        #expect(try group.house.centre.desk.stands(person))
        #expect(try group.proven("ada", "correct horse batterz") == nil)
        #expect(try group.proven("bob") == nil && group.proven("nobody") == nil)
        let again = try #require(try group.proven())
        #expect(again.challenge != person.challenge && again.signature != person.signature)
        let row = try await group.house.centre.row("user keys")
        #expect(row["login"] == "ada" && row["counts"] == "yes" && row["here"] == "true")
    }

    @Test func `the record holds what everybody may know, and nothing to try a passphrase on`()
        async throws
    {
        let group = try await Enrolled()
        let binding = try await group.enrol()
        let shown = try await group.house.centre.run(["show", "user", "ada", "--format", "json"])
        #expect(shown.out.contains(binding.publicKey.hexadecimal))
        let file = try #require(
            try group.house.centre.desk.keyFolder.personKey(of: binding.user))
        // The salt and what is sealed stand in the file alone.
        let bytes = Array(try #require(Bytes(hexadecimal: file.dropLast())))
        for part in [bytes[11..<43], bytes[124...]] {
            #expect(!shown.out.contains(part.hexadecimal))
        }
    }

    @Test func `an invitation works once, for its own person, until it expires`() async throws {
        let group = try await Enrolled()
        let desk = group.house.centre
        let line = try await group.invitation()
        let binding = try await group.enrol(with: line)
        #expect(
            try await desk.refusal(
                Enrolled.bind("ada", group.anotherKey(like: binding, at: desk.desk)))
                == "\(PersonKeyFault.usedInvitation)")
        #expect(
            try await desk.refusal(Enrolled.bind("bob", binding)) == "\(PersonKeyFault.otherPerson)"
        )
        let rehearsed = try await desk.run(Enrolled.bind("ada", binding) + " --dry-run")
        #expect(rehearsed.said == ["this very key stands on the record already"])
        let machine = try MachineKeys(desk.desk.keyFolder)
        let other = try machine.invitation(
            try await group.invitation(), now: desk.desk.now.date)
        #expect(throws: PersonKeyFault.alreadyEnrolled) {
            try machine.make(with: other, under: group.passphrase())
        }
        #expect(throws: PersonKeyFault.badInvitation) {
            try machine.invitation("bwp1.AAAA", now: desk.desk.now.date)
        }
        #expect(throws: PersonKeyFault.expiredInvitation) {
            try machine.invitation(line, now: desk.desk.now.date + 2 * 86_400)
        }
        #expect(
            try await group.house.hub.run(["invite-user", "nobody", "--machine=centre"]).code == 1)
        try await desk.done("user disable bob")
        try group.house.sync(desk)
        #expect(
            try await group.house.hub.run(["invite-user", "bob", "--machine=centre"]).code == 1)
    }

    @Test func `of two keys of one invitation the hub takes the first, and shows the other`()
        async throws
    {
        let group = try await Enrolled()
        let centre = group.house.centre
        let second = try group.house.seat(.coordinator, named: "second")
        try group.house.sync(second)
        try group.furnish(second)
        let binding = try await group.enrol()
        // As a copied disk would write it: neither has heard of the other.
        let copied = try group.anotherKey(like: binding, at: centre.desk)
        _ = try second.desk.write([copied.write], actor: nil, reason: "at a copied disk")
        #expect(try second.desk.keys(of: binding.user).map(\.doubt) == [nil])
        try group.house.sync(centre, second, centre)
        #expect(try group.proven() != nil)
        #expect(try second.desk.keys(of: binding.user).map(\.binding) == [binding])
        #expect(try await centre.row("user keys")["machine"] == "\(centre.desk.replica)")
        let held = try await centre.rows("quarantine list")
        #expect(held.count == 1, "\(held)")
    }

    @Test func `an invitation is worth nothing at another machine`() async throws {
        let group = try await Enrolled()
        let second = try group.house.seat(.coordinator, named: "second")
        try group.furnish(second)
        let line = try await group.invitation()
        let machine = try MachineKeys(second.desk.keyFolder)
        #expect(throws: PersonKeyFault.otherMachine) {
            try machine.invitation(line, now: second.desk.now.date)
        }
        // Whoever leaves that question out is asked again, and whoever writes past the command
        // gains nothing.
        let invitation = try #require(PersonInvitation(text: line))
        let binding = try machine.make(with: invitation, under: group.passphrase())
        #expect(
            try await second.refusal(Enrolled.bind("ada", binding))
                == "\(PersonKeyFault.otherMachine)")
        _ = try second.desk.write([binding.write], actor: nil, reason: "by hand")
        #expect(try second.desk.keys(of: binding.user).map(\.doubt) == [.unvouched])
        #expect(try group.proven(at: second) == nil)
        let hub = group.house.hub
        #expect(try await hub.run(["invite-user", "ada", "--machine", "nowhere"]).code == 1)
        #expect(try await hub.run(["invite-user", "ada"]).code == 2)
    }

    @Test func `whoever heard no answer uses the invitation again, with the same key`()
        async throws
    {
        let group = try await Enrolled()
        let centre = group.house.centre
        let machine = try MachineKeys(centre.desk.keyFolder)
        let invitation = try machine.invitation(
            try await group.invitation(), now: centre.desk.now.date)
        #expect(try machine.begun(with: invitation) == nil)
        let first = try machine.make(with: invitation, under: group.passphrase())
        // The power goes here; or, the second time, after it was written.
        for _ in 0..<2 {
            let sealed = try #require(try machine.begun(with: invitation))
            #expect(throws: PersonKeyFault.notProven) {
                try machine.again(
                    sealed, with: invitation, under: group.passphrase("some other words"))
            }
            let again = try machine.again(sealed, with: invitation, under: group.passphrase())
            #expect(again.publicKey == first.publicKey)
            try await centre.done(Enrolled.bind("ada", again))
            #expect(try centre.desk.keys(of: invitation.user).count == 1)
            #expect(try group.proven() != nil)
        }
        let other = try machine.invitation(
            try await group.invitation(), now: centre.desk.now.date)
        #expect(try machine.begun(with: other) == nil)
    }

    @Test func `siblings under one invitation count for nobody until a person settles them`()
        async throws
    {
        let group = try await Enrolled()
        let binding = try await group.enrol()
        let key = User.keys
        let user = binding.user
        let number = binding.invitation.number.hexadecimal
        let state = try #require(try group.house.centre.desk.reading { $0.state(user) })
        let entry = try #require(state.entries(of: key.name).first)
        // A key of the same number that did not see the one that stands.
        let id = ChangeSetID(bits: .max)
        let other = Entry(
            id: EntryID(changeSet: id, index: 0), attribute: key.name, key: entry.key,
            value: Value([.text("00"), .text("00"), .text("x"), .text("00")]).encoded,
            origin: Origin(
                changeSet: id, position: 9, effectiveAt: Timestamp(milliseconds: .max),
                replica: ReplicaID(bits: 9), actor: nil))
        let both = RecordState(entries: Array(state.entries) + [other])
        let view = RecordView(id: user, type: .user, projection: RecordType.user.project(both))
        let keys = StandingKey.all(of: view, under: group.authority.root)
        #expect(keys.map(\.number) == [number] && keys.map(\.doubt) == [.disputed])
    }

    @Test func `a key that somebody wrote without an invitation counts nowhere`() async throws {
        let group = try await Enrolled()
        let desk = group.house.centre.desk
        let stranger = try CertificateAuthority(group: desk.group, now: desk.now.date)
        let user = try desk.reading { try $0.find(.user, "ada") }
        let forged = try PersonInvitation(
            for: user, at: desk.replica, until: desk.now.date + 86_400, by: stranger)
        let machine = try MachineKeys(desk.keyFolder)
        let binding = try machine.make(with: forged, under: group.passphrase())
        // The command refuses it; whoever writes it past the command gains nothing.
        #expect(
            try await group.house.centre.refusal(Enrolled.bind("ada", binding))
                == "\(PersonKeyFault.badInvitation)")
        _ = try desk.write([binding.write], actor: nil, reason: "by hand")
        #expect(try group.proven() == nil)
        #expect(try await group.house.centre.row("user keys")["counts"] == "unvouched")
    }

    @Test func `a copied file proves nobody at another machine`() async throws {
        let group = try await Enrolled()
        let second = try group.house.seat(.coordinator, named: "second")
        try group.furnish(second)
        let binding = try await group.enrol()
        try group.house.sync(group.house.centre, second)
        let from = group.house.centre.desk.keyFolder.path
        let to = second.desk.keyFolder.path
        let name = "/person-\(binding.user.hexadecimal).key"
        try FileManager.default.copyItem(atPath: from + name, toPath: to + name)
        #expect(try group.proven(at: second) == nil)
        #expect(try group.proven() != nil)
    }

    @Test func `who is disabled, retired, renamed or set aside stands no more`() async throws {
        for deed in [
            "user disable ada", "edit user ada --lifecycle inactive --reason left",
            "edit user ada login=eve", "user retire-key ada KEY",
        ] {
            let group = try await Enrolled()
            let binding = try await group.enrol()
            let person = try #require(try group.proven())
            let number = binding.invitation.number.hexadecimal.prefix(8)
            let outcome = try await group.house.centre.run(
                deed.replacing("KEY", with: number).split(separator: " ").map(String.init))
            guard outcome.code == 0 else {
                Issue.record("\(deed): \(outcome)")
                continue
            }
            #expect(try !group.house.centre.desk.stands(person), "\(deed)")
            #expect(try group.proven() == nil, "\(deed)")
        }
    }

    @Test func `a retired key never comes back`() async throws {
        let group = try await Enrolled()
        let binding = try await group.enrol()
        let number = binding.invitation.number.hexadecimal
        #expect(try await group.house.centre.run(["user", "retire-key", "ada", "zz"]).code == 1)
        try await group.house.centre.done("user retire-key ada \(number.prefix(8)) --reason lost")
        #expect(
            try await group.house.centre.run(["user", "retire-key", "ada", number]).code == 1)
        #expect(
            try await group.house.centre.refusal(Enrolled.bind("ada", binding))
                == "\(PersonKeyFault.usedInvitation)")
        #expect(try await group.house.centre.row("user keys")["counts"] == "retired")
    }

    @Test func `a passphrase is changed where the old one is known`() async throws {
        let group = try await Enrolled()
        let binding = try await group.enrol()
        let machine = try MachineKeys(group.house.centre.desk.keyFolder)
        let new = "another four plain words"
        #expect(throws: PersonKeyFault.notProven) {
            try machine.reseal(
                of: binding.user, from: group.passphrase(new), to: group.passphrase(new))
        }
        try machine.reseal(
            of: binding.user, from: group.passphrase(), to: group.passphrase(new))
        #expect(try group.proven() == nil && group.proven("ada", new) != nil)
    }

    @Test func `at an office a key counts as it does at the centre, and waits for nobody`()
        async throws
    {
        let group = try await Enrolled()
        let office = group.house["A01"]
        try await group.house.centre.done("edit user ada offices+=A01")
        try group.house.sync(group.house.centre, office)
        try group.furnish(office)
        try await group.enrol(at: office)
        try group.house.sync(office, group.house.centre)
        #expect(try await group.house.centre.rows("proposals list").isEmpty)
        let person = try #require(try group.proven(at: office))
        #expect(try office.desk.stands(person))
        #expect(try group.proven() == nil)
    }
}

import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// What runs out, and how near it is.
struct ExpirablesTests {
    private typealias World = NetworkWorld
    private static let today = "2027-03-01"

    private func found(_ world: NetworkWorld, within days: Int64 = 120) -> [Expirable] {
        Expirables(world.lookup, asOf: Day(Self.today) ?? Day(number: 0)).all(within: days)
    }

    private func texts(_ world: NetworkWorld, within days: Int64 = 120) -> [String] {
        found(world, within: days).map {
            "\($0.what) \($0.expiresOn?.description ?? "-") \($0.stage)"
        }
    }

    private func credential(
        _ world: inout NetworkWorld, _ number: UInt128, _ expires: String, kind: String = "licence",
        _ more: [String] = []
    ) {
        world.add(
            .credential, number,
            ["practitioner=\(world.id(World.ada))", "kind=\(kind)", "expiresOn=\(expires)"] + more)
    }

    @Test(
        arguments: [
            (-1, "expired"), (0, "due in 7"), (7, "due in 7"), (8, "due in 14"), (14, "due in 14"),
            (15, "due in 30"), (30, "due in 30"), (31, "due in 60"), (60, "due in 60"),
            (61, "due in 90"), (90, "due in 90"), (91, "due in 120"), (120, "due in 120"),
            (121, "later"),
        ] as [(Int64, String)])
    func `each rung of the ladder begins on its day`(left: Int64, shown: String) {
        #expect(Expirable.Stage(daysLeft: left).description == shown)
    }

    @Test func `what expires within the days is listed, the soonest first`() {
        var world = NetworkWorld()
        credential(&world, 71, "2027-03-31")
        credential(&world, 72, "2027-02-28", kind: "dea")
        credential(&world, 73, "2027-04-01", kind: "bls")
        #expect(
            texts(world, within: 30) == ["dea 2027-02-28 expired", "licence 2027-03-31 due in 30"])
        #expect(found(world).map(\.daysLeft) == [-1, 30, 31])
    }

    @Test func `a number shows its last four characters, a short one none`() {
        var world = NetworkWorld()
        credential(&world, 71, "2027-03-31", ["numbers[\(world.id(901))]=DN123456;MA"])
        credential(&world, 72, "2027-03-31", kind: "dea", ["numbers[\(world.id(902))]=1234"])
        #expect(found(world).map(\.number) == ["***", "***3456"])
        #expect(found(world).map(\.state) == [nil, "MA"])
    }

    @Test func `numbers on which documents disagree are unknown`() {
        var world = NetworkWorld()
        credential(
            &world, 71, "2027-03-31",
            ["numbers[\(world.id(901))]=DN123456;MA", "numbers[\(world.id(902))]=DN123457;MA"])
        #expect(found(world).map(\.isNumberUnknown) == [true])
        #expect(Table.expirables(found(world)).rows[0][3] == .unknown)
    }

    @Test func `an adverse word stays whatever the date, above a renewal`() {
        var world = NetworkWorld()
        credential(&world, 71, "2030-01-01")
        world.step(.credential, 71, "verified")
        let before = world.lookup
        world.step(.credential, 71, "suspended", on: "2027-02-01")
        #expect(texts(world) == ["licence 2030-01-01 suspended"])
        // The office logs a renewal without having heard of it.
        do {
            let view = try #require(before.record(world.id(71)))
            world.lookup.write(
                [try Workflow.credential.write(StepDraft("renewalSubmitted"), on: view)],
                seeing: before)
        } catch { Issue.record(error) }
        #expect(texts(world) == ["licence 2030-01-01 suspended"])
    }

    @Test func `what another record supersedes is not listed`() {
        var world = NetworkWorld()
        credential(&world, 71, "2027-03-31")
        credential(&world, 72, "2030-01-01", ["supersedes=\(world.id(71))"])
        #expect(found(world).isEmpty)
    }

    @Test(
        arguments: [
            (["issuedOn=2027-04-01", "expiresOn=2029-03-31"], true),
            (["expiresOn=2029-03-31"], true),
            (["issuedOn=2027-04-02", "expiresOn=2029-03-31"], false),
            (["expiresOn=2027-03-31"], false),
            (["expiresOn=2029-03-31", "isSanctioned=true"], false),
            (["expiresOn=2029-03-31", "kind=dea"], false),
            (["expiresOn=2029-03-31", "number=DN999999"], false),
        ] as [([String], Bool)])
    func `a licence renewed as a record of its own has not run out`(
        more: [String], isRenewed: Bool
    ) {
        var world = NetworkWorld()
        credential(&world, 71, "2027-03-31", ["numbers[\(world.id(901))]=DN123456;MA"])
        let number = more.contains("number=DN999999") ? "DN999999" : "DN123456"
        world.add(
            .credential, 72,
            ["practitioner=\(world.id(World.ada))"]
                + (more.contains("kind=dea") ? [] : ["kind=licence"])
                + ["numbers[\(world.id(902))]=\(number);MA"]
                + more.filter { !$0.hasPrefix("number=") })
        #expect(texts(world).contains("licence 2027-03-31 due in 30") == !isRenewed)
        // A renewal that the board suspends covers nothing.
        world.step(.credential, 72, "verified")
        world.step(.credential, 72, "suspended", on: "2027-02-01")
        #expect(texts(world).contains("licence 2027-03-31 due in 30"))
    }

    @Test func `a policy that another continues is no loss`() {
        var world = NetworkWorld()
        let policy = { (world: inout NetworkWorld, number: UInt128, from: String, to: String) in
            world.add(
                .malpracticePolicy, number,
                [
                    "practitioner=\(world.id(World.ada))", "carrier=Synthetic",
                    "effectiveFrom=\(from)", "effectiveThrough=\(to)",
                ])
        }
        policy(&world, 71, "2026-04-01", "2027-03-31")
        #expect(texts(world) == ["malpractice policy 2027-03-31 due in 30"])
        policy(&world, 72, "2027-04-02", "2028-04-01")
        #expect(found(world).count == 1)
        policy(&world, 73, "2027-04-01", "2028-04-01")
        #expect(found(world).isEmpty)
    }

    @Test(arguments: [("", "2027-03-21"), ("attestationDays=90", "2027-02-19")])
    func `an attestation stands for its days`(days: String, due: String) {
        var world = NetworkWorld()
        world.add(
            .caqhProfile, 71,
            ["practitioner=\(world.id(World.ada))", "lastAttestedOn=2026-11-21"]
                + (days.isEmpty ? [] : [days]))
        #expect(found(world).map(\.expiresOn) == [Day(due)])
    }

    @Test func `recredentialing is due while the case counts`() {
        var world = NetworkWorld()
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2024-01-01")
        world.add(.enrollment, number, ["recredentialDueOn=2027-03-31"])
        #expect(texts(world) == ["recredentialing CA 2027-03-31 due in 30"])
        #expect(found(world).map(\.offices) == [["N01"]])
        world.step(
            .enrollment, number, "termNotice", on: "2027-01-01", effectiveOn: "2027-03-15")
        #expect(found(world).isEmpty)
    }

    @Test func `notice to a contract is due its days before renewal`() {
        var world = NetworkWorld()
        world.add(
            .payorContract, World.contractA, ["renewalOn=2027-05-30", "noticeDays=60"])
        #expect(texts(world) == ["notice to contract CA 2027-03-31 due in 30"])
        world.step(
            .contract, World.contractA, "terminate", on: "2027-01-01", effectiveOn: "2027-01-31")
        #expect(found(world).isEmpty)
    }

    @Test func `documents run out unless another one replaced them`() {
        var world = NetworkWorld()
        let document = { (world: inout NetworkWorld, number: UInt128, more: [String]) in
            world.add(
                .document, number,
                ["kind=w9", "title=Synthetic", "subject=\(world.id(World.ada))"] + more)
        }
        document(&world, 71, ["expiresOn=2027-03-31"])
        #expect(texts(world) == ["document w9 2027-03-31 due in 30"])
        #expect(found(world).map(\.npi) == ["2000000002"])
        document(&world, 72, ["supersedes=\(world.id(71))"])
        #expect(found(world).isEmpty)
    }

    @Test func `one doctor's list has nobody else's`() {
        var world = NetworkWorld()
        credential(&world, 71, "2027-03-31")
        let finder = Expirables(world.lookup, asOf: Day(Self.today) ?? Day(number: 0))
        #expect(finder.all(within: 120, of: world.id(World.ada)).count == 1)
        #expect(finder.all(within: 120, of: world.id(World.bo)).isEmpty)
    }
}

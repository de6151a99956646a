import DeskKit
import Foundation
import Identity
import Merge
import Records
import Replica
import Rulebook
import Store
import Testing

/// Whose key is written onto whose record: judged where it is decided, whoever asks.
struct BindKeyTests {
    private let lone: LoneDesk
    private let authority: CertificateAuthority
    private let ada: RecordID
    private let ben: RecordID
    private var now: Date { lone.desk.now.date }

    init() throws {
        lone = try LoneDesk()
        authority = try CertificateAuthority(group: lone.desk.group, now: lone.desk.now.date)
        ada = try lone.create(.user, "login=ada")
        ben = try lone.create(.user, "login=ben")
    }

    private func invitation(
        for user: RecordID, at machine: ReplicaID? = nil, by signer: CertificateAuthority? = nil
    ) throws -> PersonInvitation {
        try PersonInvitation(
            for: user, at: machine ?? lone.desk.replica, until: now + 3_600,
            by: signer ?? authority)
    }

    private func binding(
        with invitation: PersonInvitation, at machine: ReplicaID? = nil
    ) throws -> PersonBinding {
        try PersonBinding(
            PersonKey(), with: invitation, at: machine ?? lone.desk.replica,
            in: lone.desk.group)
    }

    private func bind(
        _ binding: PersonBinding, after seconds: TimeInterval = 0, isDryRun: Bool = false
    ) throws -> BindKey.Outcome {
        let deed = BindKey(
            binding, at: lone.desk.replica, under: authority.root, now: now + seconds)
        return try lone.desk.perform(deed, by: Signature(ada), isDryRun: isDryRun).outcome
    }

    private func keys(of user: RecordID) throws -> [StandingKey] {
        try lone.desk.reading { lookup in
            lookup.record(user).map { StandingKey.all(of: $0, under: authority.root) } ?? []
        }
    }

    @Test func `a key that was let be made here stands on its person's record, once`() throws {
        let made = try binding(with: invitation(for: ada))
        #expect(try bind(made, isDryRun: true) == .bound(ada))
        #expect(try keys(of: ada).isEmpty)
        #expect(try bind(made) == .bound(ada))
        #expect(try keys(of: ada).map(\.doubt) == [nil])
        // Who heard no answer asks again, also when the invitation is no more.
        #expect(try bind(made, after: 7_200) == .stands(ada))
        #expect(try keys(of: ada).count == 1)
    }

    @Test func `an invitation makes one key, until it expires`() throws {
        let invited = try invitation(for: ada)
        #expect(throws: PersonKeyFault.expiredInvitation) {
            try bind(binding(with: invited), after: 3_600)
        }
        _ = try bind(binding(with: invited))
        #expect(throws: PersonKeyFault.usedInvitation) { try bind(binding(with: invited)) }
        #expect(try keys(of: ada).count == 1)
    }

    @Test func `nobody's key is bound at another machine, to another person or by a stranger`()
        throws
    {
        let elsewhere = ReplicaID(bits: 0xEE)
        let stranger = try CertificateAuthority(group: lone.desk.group, now: now)
        let faults: [(PersonBinding, PersonKeyFault)] = [
            (try binding(with: invitation(for: ada, at: elsewhere)), .otherMachine),
            (try binding(with: invitation(for: ada), at: elsewhere), .otherMachine),
            (try binding(with: invitation(for: ada, by: stranger)), .badInvitation),
            (try moved(binding(with: invitation(for: ada)), to: ben), .otherPerson),
        ]
        for (made, fault) in faults {
            #expect(throws: fault) { try bind(made) }
        }
        #expect(try keys(of: ada).isEmpty)
        #expect(try keys(of: ben).isEmpty)
    }

    /// The same key and invitation, said to be another person's.
    private func moved(_ made: PersonBinding, to user: RecordID) throws -> PersonBinding {
        try #require(
            PersonBinding(
                user: user, machine: made.machine.hexadecimal,
                publicKey: made.publicKey.hexadecimal, voucher: made.invitation.text,
                proof: made.proof.hexadecimal))
    }

    @Test func `who is disabled, and what is no person, gets no key`() throws {
        try lone.edit(.user, "ben", "isDisabled=true")
        #expect(throws: DeedProblem.disabledUser) { try bind(binding(with: invitation(for: ben))) }
        let office = try lone.create(.office, "code=ELM", "name=Elm Street")
        #expect(throws: DeedProblem.noSuchUser) {
            try bind(binding(with: invitation(for: office)))
        }
    }

    @Test func `a key whose proof another key signed is none`() throws {
        let (one, other) = (
            try binding(with: invitation(for: ada)), try binding(with: invitation(for: ada))
        )
        let mixed = try #require(
            PersonBinding(
                user: ada, machine: one.machine.hexadecimal,
                publicKey: one.publicKey.hexadecimal, voucher: one.invitation.text,
                proof: other.proof.hexadecimal))
        #expect(throws: PersonKeyFault.badInvitation) { try bind(mixed) }
    }
}

import Foundation
import Merge
import Testing

@testable import Identity

/// Who lets a person make himself a key: the group's authority, and nobody else.
struct PersonInvitationTests {
    private let group: SmallGroup
    private let invitation: PersonInvitation
    private let user = RecordID(bits: 77)

    init() throws {
        group = try SmallGroup()
        invitation = try PersonInvitation(
            for: user, at: group.replica, until: SmallGroup.now + SmallGroup.day,
            by: group.authority)
    }

    @Test func `its line says it, and the group's root vouches for it`() throws {
        let read = try #require(PersonInvitation(text: " \(invitation.text)\r\n"))
        #expect(read == invitation && read.isSigned(by: group.authority.root))
        #expect(read.user == user && read.machine == group.replica && read.number.count == 16)
        #expect(read.expiry == SmallGroup.now + SmallGroup.day)
        #expect(invitation.text.utf8.count < 200)
    }

    @Test func `another group's authority, or one of the same name, does not`() throws {
        let twin = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        #expect(!invitation.isSigned(by: twin.root))
    }

    @Test func `two are never of one number`() throws {
        let other = try PersonInvitation(
            for: user, at: group.replica, until: SmallGroup.now, by: group.authority)
        #expect(other.number != invitation.number)
    }

    @Test func `a changed letter anywhere is no invitation of ours`() throws {
        let letters = Array(invitation.text.utf8)
        for place in letters.indices {
            var changed = letters
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : 0x41
            let text = String(decoding: changed, as: UTF8.self)
            let isGood =
                PersonInvitation(text: text)?.isSigned(by: group.authority.root) ?? false
            #expect(!isGood, "letter \(place)")
        }
        for text in ["", "bwp1.", "bw1.", String(invitation.text.dropLast())] {
            #expect(PersonInvitation(text: text) == nil)
        }
    }

    @Test func `a list of who was shut out is no invitation`() throws {
        // What the authority signs says what it is for: no other signature of its fits.
        let bytes = Array("bridgework person invitation 1\n".utf8)
        let signature = try group.authority.sign(bytes)
        #expect(group.authority.root.signed(bytes, as: signature))
        #expect(!group.authority.root.signed(bytes + [0], as: signature))
    }

    // MARK: Bindings

    private func binding(_ key: PersonKey, at machine: ReplicaID) throws -> PersonBinding {
        try PersonBinding(key, with: invitation, at: machine, in: group.id)
    }

    @Test func `a key counts for the person, the machine and the group it was made for`() throws {
        let key = PersonKey()
        let made = try binding(key, at: group.replica)
        let root = group.authority.root
        #expect(made.isVouched(by: root))
        func again(
            user: RecordID? = nil, machine: ReplicaID? = nil, publicKey: [UInt8]? = nil,
            proof: [UInt8]? = nil
        ) -> PersonBinding? {
            PersonBinding(
                user: user ?? made.user, machine: (machine ?? made.machine).hexadecimal,
                publicKey: (publicKey ?? made.publicKey).hexadecimal,
                voucher: made.invitation.text, proof: (proof ?? made.proof).hexadecimal)
        }
        #expect(again() == made)
        #expect(again(user: RecordID(bits: 78))?.isVouched(by: root) == false)
        let elsewhere = try binding(key, at: ReplicaID(bits: 1))
        #expect(!elsewhere.isVouched(by: root))
        #expect(again(machine: ReplicaID(bits: 1))?.isVouched(by: root) == false)
        #expect(again(publicKey: PersonKey().publicKey)?.isVouched(by: root) == false)
        #expect(again(proof: Array(repeating: 1, count: 64))?.isVouched(by: root) == false)
        #expect(again(publicKey: [2]) == nil)
        let twin = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        #expect(!made.isVouched(by: twin.root))
    }

    @Test func `what a key signed for one thing is worth nothing for another`() throws {
        let key = PersonKey()
        let challenge = [UInt8](repeating: 5, count: 32)
        let session = PersonStatement.session(
            group: group.id, user: user, machine: group.replica, challenge: challenge)
        let signature = try key.signature(of: session)
        #expect(PersonKey.signed(session, as: signature, by: key.publicKey))
        let others: [PersonStatement] = [
            .session(
                group: RecordID(bits: 1), user: user, machine: group.replica,
                challenge: challenge),
            .session(
                group: group.id, user: RecordID(bits: 1), machine: group.replica,
                challenge: challenge),
            .session(
                group: group.id, user: user, machine: ReplicaID(bits: 1), challenge: challenge),
            .session(
                group: group.id, user: user, machine: group.replica,
                challenge: [UInt8](repeating: 6, count: 32)),
            .possession(
                group: group.id, user: user, invitation: challenge, machine: group.replica,
                publicKey: key.publicKey),
        ]
        for other in others {
            #expect(!PersonKey.signed(other, as: signature, by: key.publicKey))
        }
        #expect(!PersonKey.signed(session, as: signature, by: PersonKey().publicKey))
        #expect(!PersonKey.signed(session, as: [], by: key.publicKey))
    }

    @Test func `a key's file lies in the private folder, one for a person`() throws {
        let scratch = try ScratchFolder()
        #expect(try scratch.keys.personKey(of: user) == nil)
        let label = SealedPersonKey.Label(
            user: user, machine: group.replica, invitation: invitation.number)
        let passphrase = try #require(Passphrase(typed: "correct horse battery"))
        let sealed = try SealedPersonKey(PersonKey(), of: label, under: passphrase)
        try scratch.keys.write(sealed)
        #expect(try scratch.keys.personKey(of: user) == sealed.text)
        #expect(try scratch.keys.personKey(of: RecordID(bits: 1)) == nil)
        try scratch.keys.removePersonKey(of: user)
        try scratch.keys.removePersonKey(of: user)
        #expect(try scratch.keys.personKey(of: user) == nil)
    }
}

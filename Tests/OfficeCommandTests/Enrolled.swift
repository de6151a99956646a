import Foundation
import HouseKit
import Hub
import Identity
import Merge
import OfficeCommand
import Replica
import Store
import Sync
import Testing

/// A house whose machines have what joining gave them, so that people can make themselves keys.
struct Enrolled {
    static let words = "correct horse battery"

    let house: House
    let authority: CertificateAuthority

    /// The centre knows `ada` and `bob`.
    init() async throws {
        house = try await House()
        authority = try CertificateAuthority(from: KeyFolder(house.hub.folderPath + "/identity"))
        try await house.centre.done("user add ada --name Ada")
        try await house.centre.done("user add bob")
        try house.sync(house.centre)
        try furnish(house.centre)
    }

    /// Gives a seat's machine the certificates that joining would.
    func furnish(_ seat: Seat) throws {
        let folder = KeyFolder(seat.desk.store.folder.identity)
        try folder.create()
        let desk = seat.desk
        let request = try SigningRequest()
        let place: Principal.Seat = desk.office.map { .office($0) } ?? .coordinator
        let issued = try authority.issueReplica(
            for: request.der,
            principal: Principal(group: desk.group, seat: place, replica: desk.replica),
            now: desk.now.date)
        try folder.write(authority.root.pem, as: .authorityCertificate)
        try folder.write(request.keyPEM, as: .replicaKey)
        try folder.write(issued.pem, as: .replicaCertificate)
    }

    /// What the hub prints for a person.
    func invitation(_ login: String = "ada", at seat: Seat? = nil) async throws -> String {
        let machine = (seat ?? house.centre).desk.replica
        let printed = try await house.hub.run(["invite-user", login, "--machine=\(machine)"])
        #expect(printed.code == 0)
        return printed.out.split(separator: "\n").first.map(String.init) ?? ""
    }

    /// Makes a key as `user enrol` does, and brings its public half onto the record.
    @discardableResult
    func enrol(
        _ login: String = "ada", at seat: Seat? = nil, with text: String? = nil
    ) async throws -> PersonBinding {
        let seat = seat ?? house.centre
        let machine = try MachineKeys(KeyFolder(seat.desk.store.folder.identity))
        let line = if let text { text } else { try await invitation(login, at: seat) }
        let invitation = try machine.invitation(line, now: seat.desk.now.date)
        let binding = try machine.make(with: invitation, under: passphrase())
        try await seat.done(Self.bind(login, binding))
        return binding
    }

    /// Another key under the same invitation, as the disk's copy would make it.
    func anotherKey(like binding: PersonBinding, at desk: Desk) throws -> PersonBinding {
        try PersonBinding(
            PersonKey(), with: binding.invitation, at: binding.machine, in: desk.group)
    }

    static func bind(_ login: String, _ binding: PersonBinding) -> String {
        "user bind \(login) --public-key=\(binding.publicKey.hexadecimal) "
            + "--voucher=\(binding.invitation.text) --proof=\(binding.proof.hexadecimal)"
    }

    func passphrase(_ text: String = Enrolled.words) throws -> Passphrase {
        try #require(Passphrase(typed: text))
    }

    /// Who proves himself at a seat; `nil` for whoever cannot.
    func proven(
        _ login: String = "ada", _ text: String = Enrolled.words, at seat: Seat? = nil
    ) throws -> ProvenPerson? {
        do {
            return try (seat ?? house.centre).desk.prove(login, with: passphrase(text))
        } catch PersonKeyFault.notProven {
            return nil
        }
    }
}

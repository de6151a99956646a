package import Foundation
package import Merge

/// The hub's word that a person may make himself a key, at one machine and once.
///
/// It is signed by the group's authority and by nobody else: whoever may let a machine in may let a
/// person in, and a shell at a coordinator's replica may not. Every replica can check it, with or
/// without a line. It works once because a key stands on the person's record under the
/// invitation's number, and is written once: the hub takes the first that it hears of, and keeps
/// another aside.
///
/// It names the machine too, so that whoever reads the line elsewhere can do nothing with it.
///
/// The line is `bwp1.` and base64url of: user (16 bytes), machine (16), number (16), expiry (8,
/// seconds of Unix time), signature (64).
package struct PersonInvitation: Hashable, Sendable, CustomStringConvertible {
    static let numberBytes = 16
    private static let prefix = "bwp1."
    private static let signatureBytes = 64

    package let user: RecordID
    /// Where the key is to lie.
    package let machine: ReplicaID
    /// What tells it from every other invitation.
    package let number: [UInt8]
    /// A whole second.
    package let expiry: Date
    private let signature: [UInt8]

    /// A new one, by the group's authority.
    package init(
        for user: RecordID, at machine: ReplicaID, until expiry: Date,
        by authority: CertificateAuthority
    ) throws(IdentityError) {
        var generator = SystemRandomNumberGenerator()
        self.user = user
        self.machine = machine
        self.expiry = expiry.wholeSecond
        number = (0..<PersonInvitation.numberBytes).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        signature = try authority.sign(
            PersonInvitation.content(
                authority.root.group, user, machine, number, self.expiry))
    }

    /// Reads an invitation's line; whether anybody vouches for it is another question.
    ///
    /// - Returns: `nil` for any other text.
    package init?(text: String) {
        guard text.utf8.count <= IdentityLimits.tokenCharactersMax else { return nil }
        let line = text.utf8.filter { !InviteToken.whiteSpace.contains($0) }
        guard line.starts(with: PersonInvitation.prefix.utf8),
            let bytes = InviteToken.decoded(line.dropFirst(PersonInvitation.prefix.utf8.count))
        else { return nil }
        var rest = bytes[...]
        guard let user = rest.take(16).flatMap({ RecordID(bytes: Array($0)) }),
            let machine = rest.take(16).flatMap({ ReplicaID(bytes: Array($0)) }),
            let number = rest.take(PersonInvitation.numberBytes),
            let expiry = rest.takeNumber(8), expiry < IdentityLimits.expirySecondsMax,
            let signature = rest.take(PersonInvitation.signatureBytes), rest.isEmpty
        else { return nil }
        self.user = user
        self.machine = machine
        self.number = Array(number)
        self.expiry = Date(timeIntervalSince1970: Double(expiry))
        self.signature = Array(signature)
    }

    /// The line itself: whoever reads it can make himself a key in that person's name.
    package var text: String {
        var bytes = Array(user.bytes) + Array(machine.bytes) + number
        bytes.append(bigEndian: UInt64(max(0, expiry.timeIntervalSince1970)), count: 8)
        return PersonInvitation.prefix + InviteToken.base64URL(bytes + signature)
    }

    /// Whether the authority of that root made it.
    package func isSigned(by root: RootCertificate) -> Bool {
        root.signed(
            PersonInvitation.content(root.group, user, machine, number, expiry), as: signature)
    }

    package var description: String { "invitation \(number.hexadecimal) of user \(user)" }

    private static func content(
        _ group: RecordID, _ user: RecordID, _ machine: ReplicaID, _ number: [UInt8],
        _ expiry: Date
    ) -> [UInt8] {
        var bytes = Array("bridgework person invitation 1\n".utf8)
        bytes += Array(group.bytes) + Array(user.bytes) + Array(machine.bytes) + number
        bytes.append(bigEndian: UInt64(max(0, expiry.timeIntervalSince1970)), count: 8)
        return bytes
    }
}

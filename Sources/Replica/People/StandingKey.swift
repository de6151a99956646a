package import Identity
import Merge
package import Records

/// A key on a person's record, and whether it counts.
package struct StandingKey: Equatable, Sendable {
    /// Why a key proves nobody.
    package enum Doubt: String, Sendable {
        /// What stands there is no key, or none that the group's authority let be made.
        case unvouched
        /// Two keys stand under one invitation, and nobody has settled which is meant.
        case disputed
        case retired
    }

    /// The invitation's number, in hexadecimal: what the key goes by.
    package let number: String
    /// `nil` where what stands there is no key.
    package let binding: PersonBinding?
    /// `nil` for one that counts.
    package let doubt: Doubt?

    /// Whether it counts, and is the key that was made there with that invitation.
    package func isSameKey(as other: PersonBinding) -> Bool {
        guard doubt == nil, let binding else { return false }
        return binding.publicKey == other.publicKey && binding.machine == other.machine
            && binding.invitation == other.invitation
    }

    /// The keys of a person's record, in the order of their numbers.
    package static func all(of user: RecordView, under root: RootCertificate) -> [StandingKey] {
        let retired = Set(user[User.retiredKeys, each: User.RetiredKeys.invitation])
        let disputed = Set(
            user.projection.conflicts.filter { $0.attribute == User.keys.name }.map(\.key))
        return user[User.keys].map { row in
            let number = row[User.Keys.invitation] ?? ""
            let binding = PersonBinding(
                user: user.id, machine: row[User.Keys.machine] ?? "",
                publicKey: row[User.Keys.publicKey] ?? "",
                voucher: row[User.Keys.voucher] ?? "", proof: row[User.Keys.proof] ?? "")
            let isVouched =
                binding.map {
                    $0.invitation.number.hexadecimal == number && $0.isVouched(by: root)
                } ?? false
            let doubt: Doubt? =
                !isVouched
                ? .unvouched
                : retired.contains(number)
                    ? .retired : disputed.contains(row.key.encoded) ? .disputed : nil
            return StandingKey(number: number, binding: binding, doubt: doubt)
        }
    }
}

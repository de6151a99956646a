internal import Benefits
package import Merge
internal import Participation
internal import Records
internal import Tables

// A number is only told apart by the system that gave it, and people type a system's name as it
// comes: `OD`, `od`, `Od`. Elements keep their bytes; whoever asks whether two are one folds the
// name on both sides.

/// What an element of a set stands for, whatever way its parts are typed.
package enum ElementKey {
    /// The place in an element's key where the name of a system stands, by type and set.
    private static let systems = Dictionary(
        uniqueKeysWithValues: [
            place(of: Patient.ExternalIds.system, in: Patient.externalIds),
            place(of: Payor.PayorIds.clearinghouse, in: Payor.payorIds),
        ])

    private static func place<R: RowsToken>(
        of field: some FieldToken, in rows: R
    ) -> (String, Int) {
        guard let place = rows.attribute.key.firstIndex(where: { $0.name == field.name }) else {
            preconditionFailure("an element is told a field that its set lacks")
        }
        return (R.Owner.type.name + "." + rows.name, place)
    }

    /// The key to compare and to index by; the key itself where no part of it is a system's name.
    package static func folded(_ type: String, _ attribute: String, _ key: Bytes) -> Bytes {
        guard let place = systems[type + "." + attribute] else { return key }
        var scalars = Entry.decoded(key).scalars
        guard scalars.indices.contains(place), let name = scalars[place].text else { return key }
        scalars[place] = .text(TextFold.key(name))
        return Value(scalars).encoded
    }
}

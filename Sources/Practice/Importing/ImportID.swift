package import Merge

/// Ids of imported records: equal rows give one record, whichever office imports them.
package enum ImportID {
    /// Drawn once; another namespace would make every imported record anew.
    private static let namespace = RecordID(bits: 0x6f0c_1d1e_58a3_4b7e_9d42_3a57_c01d_b21e)

    /// - Parameter key: the natural key's parts, normalised as the schema stores them.
    package static func derived(_ type: String, _ key: String...) -> RecordID {
        derived(type, key)
    }

    package static func derived(_ type: String, _ key: [String]) -> RecordID {
        let name = ([type] + key).map { Array($0.utf8) }.joined(separator: [0])
        return RecordID.v5(namespace: namespace, name: Array(name))
    }

    /// The one case of a doctor in a contract at an office, on whatever way it is opened.
    package static func enrollment(
        doctor: RecordID, contract: RecordID, office: RecordID
    ) -> RecordID {
        derived(
            "enrollment", doctor.description, contract.description, office.description)
    }
}

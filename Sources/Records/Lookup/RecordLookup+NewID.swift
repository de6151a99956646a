package import Merge

extension RecordLookup {
    /// The id of a record that no look-up by its key or its cause has found.
    ///
    /// Replicas that make the record without knowing of each other make one. An id that a record
    /// of another type has is passed over: what stands there is not what is meant.
    ///
    /// - Parameter office: who will own the record; `nil` for the centre.
    package func newID(
        _ type: RecordType, _ key: [String], of office: RecordID? = nil
    ) -> RecordID {
        let secret = secret
        let ids = (0..<DerivedIDLimits.roundsMax).lazy.map { round in
            secret.id(type.name, key, of: office, round: round)
        }
        let free = ids.first { id in
            record(id).map { $0.type.name == type.name } ?? (state(id)?.isEmpty ?? true)
        }
        return free ?? secret.id(type.name, key, of: office)
    }

    /// The ids that such a record got under the secrets before this one, the last first.
    package func formerIDs(_ type: RecordType, _ key: [String]) -> [RecordID] {
        formerSecrets.map { $0.id(type.name, key) }
    }
}

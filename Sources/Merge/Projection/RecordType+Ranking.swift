extension RecordType {
    /// The live entries of one attribute and key, what policy shows first.
    ///
    /// What an unknown attribute's policy is, only a newer release knows: its entries stand as
    /// they are.
    package func ranked(_ attribute: String, key: Bytes, in state: RecordState) -> [Entry] {
        let siblings = Array(state.entries(of: attribute, key: key))
        guard siblings.count > 1, let policy = rankingPolicy(of: attribute) else { return siblings }
        return siblings.sorted { Entry.isShownBefore($0, $1, policy) }
    }

    /// How siblings of an attribute are ranked; `nil` where its entries never compete.
    package func rankingPolicy(of attribute: String) -> Policy? {
        switch self[attribute]?.shape {
        case .register(let policy), .map(let policy): policy
        case .set, .guardedSet, .log, .counter, nil: nil
        }
    }
}

extension Origin {
    /// The origin of a change set's entries, before or after the hub has given it a position.
    package init(of sealed: SealedChangeSet, position: UInt64 = 0, effectiveAt: Timestamp? = nil) {
        self.init(
            changeSet: sealed.id, position: position,
            effectiveAt: effectiveAt ?? sealed.content.claimedAt,
            replica: sealed.content.replica, actor: sealed.content.actor)
    }
}

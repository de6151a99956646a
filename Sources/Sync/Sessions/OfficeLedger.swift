package import Merge

/// What an office session needs of the office's store.
///
/// Every call belongs to one transaction.
package protocol OfficeLedger {
    var cursor: Cursor { get throws }
    /// The highest point of the hub's history heard of.
    var top: Head { get throws }
    /// The subscription the base was pulled under.
    var scopes: [Scope] { get throws }
    var pendingCount: UInt64 { get throws }

    /// The oldest change sets the hub has not acknowledged, within the limits of one push.
    func unacknowledged() throws -> [Bytes]
    /// Keeps position and verdicts of a change set of this store; unknown ids are ignored.
    mutating func acknowledge(_ acknowledgement: HubMessage.Acknowledgement) throws
    mutating func raiseTop(_ head: Head) throws
    /// Replaces a record's base, or purges it. What people see changes in the same transaction.
    mutating func put(_ row: PageRow) throws
    /// Keeps a page of a long pull until its last one arrives.
    mutating func stash(_ rows: Bytes) throws
    /// Hands back the stashed pages in order, and forgets them.
    mutating func unstash() throws -> [Bytes]
    /// Moves the cursor; pending change sets at or before `from` leave the overlay.
    mutating func move(to cursor: Cursor) throws
    /// Forgets the base, the cursor and stashed pages, and subscribes to `scopes`; never forgets
    /// the store's own change sets.
    mutating func restart(scopes: [Scope]) throws
    /// Also forgets every acknowledgement, and resets `top` to the origin: the hub's history is no
    /// longer the one that gave them.
    mutating func forgetAcknowledgements() throws
    /// Change sets inside the hub's oldest backup need not be kept any longer.
    mutating func release(through position: UInt64) throws
}

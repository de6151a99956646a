package import Merge

// The hub's store as the hub asks it, and no more: whoever writes another home for a hub fulfils
// what stands in this folder. `HubLedger` is what a conversation asks; `SettingsBook`, `EventBook`
// and `RegistryBook` hold what belongs to no record; `HubTransaction` is all of it, within one
// transaction; `HubStore` gives transactions. What can be told from these is told once for every
// store, in extensions. One list of cases holds for all of them: `Tests/StoreTests/HubStore`.

/// A hub's store, open for this process.
///
/// Every call waits until it is done, on the thread that made it: whoever must not wait calls on a
/// thread of the store's own.
package protocol HubStore: Sendable {
    /// What the records mean to this release.
    var schema: Schema { get }

    /// Looks at one consistent state; what `body` reads is not changed meanwhile.
    func read<Answer>(_ body: (any HubTransaction) throws -> Answer) throws -> Answer

    /// The same for as long as it takes, while others write: what they write is not seen.
    func snapshot<Answer>(_ body: (any HubTransaction) throws -> Answer) throws -> Answer

    /// Changes everything that `body` changes, durably, or nothing where it throws.
    ///
    /// Writers follow each other. A store that has to run `body` again, because another process was
    /// quicker, may: it does nothing that a second run would do twice.
    func write<Answer>(_ body: (inout any HubTransaction) throws -> Answer) throws -> Answer

    /// What `write` would answer, with nothing changed: for a disk that takes no more.
    func rehearse<Answer>(_ body: (inout any HubTransaction) throws -> Answer) throws -> Answer

    /// What outlives a process that ends in the middle of a change set.
    var crashNotes: any CrashNotes { get }

    /// Brings the index of which change sets touched which record up to the end of the history, in
    /// pieces, so that nobody waits for it.
    func indexHistory() throws

    /// Reads all that is stored, and says what of it is not what was written; empty is health.
    func problems() throws -> [String]

    /// Builds anew what only helps to find things.
    ///
    /// - Returns: what of it was damaged.
    func rebuildIndexes() throws -> [String]

    /// Tells, once, of the fault after which nothing that the store says or takes can be relied on;
    /// at once where it has come already.
    func onFailure(_ tell: @escaping @Sendable (any Error) -> Void)

    func close() throws
}

extension HubStore {
    /// Closes without a word: for the way out of an error that matters more.
    package func closeQuietly() {
        do { try close() } catch { return }
    }
}

/// A fault of a store, as whoever runs the hub is told of it.
package protocol StoreFault: Error {
    /// Whether only room is missing: what is there can be read, and written again once there is
    /// room.
    var isForWantOfRoom: Bool { get }
    /// What it means at a hub, and what to do about it; names no stored value.
    var hubAdvice: String { get }
}

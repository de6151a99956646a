import Backups
import Hub
import Identity
import Logging
import Merge
import OfficeCommand
import Practice
import Rulebook
import Store

/// A hub in a folder of this machine, open for this process; the one place that knows what the
/// store is kept in.
struct OpenHub {
    let desk: HubDesk
    private let store: Store

    init(_ folder: StoreFolder) throws {
        store = try Store.opened(folder, as: .hub)
        do {
            desk = try HubDesk(
                SQLiteHub(store), in: HubHome(folder.path), rules: .practice,
                clock: SystemClock.now)
        } catch {
            store.closeQuietly()
            throw error
        }
    }

    /// Opens a copy of a store that another process has, as it is now.
    init(copying folder: StoreFolder, to copy: StoreFolder) throws {
        try StoreCopy(of: folder).write(to: copy)
        try self.init(copy)
    }

    /// Makes a hub: an authority for the group, its server certificate, an empty store.
    static func create(
        in folder: StoreFolder, name: String, host: String, port: Int, now: Timestamp
    ) throws {
        try HubDesk.check(groupName: name)
        try SQLiteHub.create(in: folder, schema: PracticeSchema.current) {
            try HubDesk.found(
                in: HubHome(folder.path), name: name, host: host, port: port, now: now)
        }
    }

    /// Makes a hub of a backup, in a folder that appears once all of it is there and was read
    /// again.
    ///
    /// - Parameters:
    ///   - sealing: makes keys in the folder, before anything is written there.
    ///   - prepare: is handed the hub before it gets its name, with what the backup holds.
    static func restored(
        _ path: String, with key: RecoveryKey, to folder: StoreFolder,
        sealing: (StoreFolder) throws -> Void,
        prepare: (HubDesk, BackupReader.Contents) throws -> Void
    ) throws -> BackupReader.Contents {
        try RestoringFolder.making(folder) { draft in
            try sealing(draft)
            return try fill(draft, from: path, with: key, prepare)
        }
    }

    /// The same in a scratch folder, which is deleted.
    ///
    /// - Parameter place: where it is made.
    static func tried(
        _ path: String, with key: RecoveryKey, in place: String
    ) throws -> BackupReader.Contents {
        try RestoringFolder.trying(in: place) { folder in
            try fill(folder, from: path, with: key) { _, _ in }
        }
    }

    private static func fill(
        _ folder: StoreFolder, from path: String, with key: RecoveryKey,
        _ prepare: (HubDesk, BackupReader.Contents) throws -> Void
    ) throws -> BackupReader.Contents {
        try SQLiteHub.create(in: folder, schema: PracticeSchema.current) { [:] }
        let store = try Store.opened(folder, as: .hub)
        do {
            let home = HubHome(folder.path)
            let contents = try Restoration(
                of: path, with: key, schema: PracticeSchema.current,
                now: SystemClock.now()
            ).run(into: SQLiteHub(store), home: home)
            let desk = try HubDesk(
                SQLiteHub(store), in: home, rules: .practice, clock: SystemClock.now)
            try prepare(desk, contents)
            try store.close()
            return contents
        } catch {
            store.closeQuietly()
            throw error
        }
    }

    /// A damaged store is not served from: what it would say is not what was written.
    func requireSound(_ logger: Logger) throws {
        guard !store.isReadOnly else { throw StoreError.readOnly(folder: store.folder.path) }
        let clock = ContinuousClock()
        let start = clock.now
        let problems = try store.structuralProblems()
        let spent = clock.now - start
        guard problems.isEmpty else {
            logger.critical(
                "the store is damaged", metadata: ["problems": "\(problems.count)"])
            throw StoreError.corrupt(
                file: store.folder.database, detail: "\(problems.count) problems found")
        }
        logger.info(
            "the store is sound",
            metadata: ["seconds": "\(spent.components.seconds)"])
    }

    /// The disk's fault, where it failed under the store.
    var fault: StoreError? { store.failStop.fault }

    /// Closes what ended with an error that matters more.
    func closeQuietly() { store.closeQuietly() }

    func close() throws { try store.close() }

    /// Closes after a command that went well.
    func closed(saying console: Console) throws { try store.closed(saying: console) }
}

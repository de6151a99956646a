package import Backups
import Foundation
package import Logging
import Merge
import ServiceLifecycle
import Sync

/// Backs a serving hub up again and again, into a folder.
///
/// It reads a snapshot on a thread of its own: whoever is served does not wait for it.
package struct BackupService: Service {
    /// After a backup that was not made.
    private static let retry = Duration.seconds(900)

    private let desk: HubDesk
    private let folder: BackupFolder
    private let interval: Duration
    private let software: String
    private let logger: Logger
    private let thread = StoreThread()

    /// - Parameter interval: from one backup to the next, whoever made the last.
    package init(
        _ desk: HubDesk, into folder: BackupFolder, every interval: Duration, software: String,
        logger: Logger
    ) {
        self.desk = desk
        self.folder = folder
        self.interval = interval
        self.software = software
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var wait = Duration.zero
            while true {
                do { try await Task.sleep(for: wait) } catch { return }
                wait = await step()
            }
        }
    }

    /// Makes a backup where one is due.
    ///
    /// - Returns: after how long to look again.
    func step() async -> Duration {
        let begun = desk.now
        do {
            let rest = try BackupService.rest(
                after: desk.backups().last?.madeAt, every: interval, now: begun)
            guard rest <= .zero else { return rest }
            let entry = try await thread.run { try backUp() }
            desk.faults.succeeded(in: "backup", of: nil, begun: begun)
            logger.info(
                "backed up",
                metadata: ["position": "\(entry.position)", "bytes": "\(entry.byteCount)"])
            return interval
        } catch {
            desk.faults.noted(error, in: "backup", of: nil, logger, at: desk.now)
            return min(interval, BackupService.retry)
        }
    }

    /// How long it is until the next one; nothing where it is due, or where the last is of a time
    /// to come.
    static func rest(
        after last: Timestamp?, every interval: Duration, now: Timestamp
    ) -> Duration {
        guard let last, last <= now else { return .zero }
        return interval - .milliseconds(now.milliseconds - last.milliseconds)
    }

    private func backUp() throws -> BackupEntry {
        let path = folder.file(of: desk.group, at: desk.now)
        let writer = BackupWriter(
            to: path, of: desk.home, schema: desk.store.schema, software: software, now: desk.now)
        let entry = try desk.store.snapshot { try writer.write($0) }
        let gone = folder.outlived(try desk.backups(), by: path)
        try desk.note(entry, forgetting: Set(gone.map(\.path)))
        BackupFolder.remove(gone)
        return entry
    }
}

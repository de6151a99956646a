package import Errands
import Merge
import Records
package import Replica
import Rulebook
import Store
import Sync
import Synchronization
import Tables
import WebDesk
import Wire

extension Clerk {
    /// Runs errands in this process at a desk that it has.
    ///
    /// - Parameter login: in whose name.
    package init(at desk: Desk, login: String?) throws {
        let place = try Clerk.place(of: desk)
        self.init(
            title: place + (login.map { ", in the name of \($0)" } ?? ", in nobody's name"),
            pulse: { Clerk.pulse(of: desk) }, today: { Clerk.today(at: desk) }
        ) { errand in
            let parts = Mutex<[ErrandReply.Part]>([])
            let handedOver: NamelessFile?
            do {
                handedOver = try errand.file.map {
                    try NamelessFile($0.bytes, in: desk.store.folder.path)
                }
            } catch {
                return ErrandReply(
                    code: Failure.refused, parts: [.said("error: " + Failure(error).message)])
            }
            var files: [String: String] = [:]
            if let file = errand.file, let handedOver { files[file.name] = handedOver.path }
            let console = Console(
                workingDirectory: "/", width: .max, files: files,
                screen: Console.Screen(rowsMax: WebLimits.rowsMax) { part in
                    parts.withLock { $0.append(.table(part)) }
                }
            ) { output in
                let texts = Clerk.texts(output)
                parts.withLock { $0 += texts }
            }
            let more = login.map { ["--as=\($0)"] } ?? []
            let code = await Program.run(errand.words(adding: more), at: desk, console)
            return withExtendedLifetime(handedOver) {
                ErrandReply(code: code, parts: parts.withLock { $0 })
            }
        }
    }

    /// Whose desk it is, in a few words.
    static func place(of desk: Desk) throws -> String {
        let office = try desk.store.read { transaction in
            desk.office.flatMap { transaction.lookup.record($0)?[Office.code] }
        }
        return office.map { "Office \($0)" } ?? "Centre"
    }

    /// Whatever is written here or comes from the hub changes one of the two.
    private static func pulse(of desk: Desk) -> String {
        do {
            return try desk.store.read { "\(try $0.top.position).\(try $0.pendingCount)" }
        } catch {
            // A page that cannot be asked for says why itself.
            return "unknown"
        }
    }

    /// A page that needs the day says itself why there is none.
    private static func today(at desk: Desk) -> Day? {
        do { return try desk.today } catch { return nil }
    }

    private static func texts(_ output: ControlOutput) -> [ErrandReply.Part] {
        switch output {
        case .standardOutput(let bytes): lines(bytes).map { .line($0) }
        case .standardError(let bytes): lines(bytes).map { .said($0) }
        case .exit: []
        }
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        // Blank lines part what is printed; the end of the last line is none.
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        return lines.last == "" ? lines.dropLast() : lines
    }
}

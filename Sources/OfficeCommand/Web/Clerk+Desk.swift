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
        let office = try desk.store.read { transaction in
            desk.office.flatMap { transaction.lookup.record($0)?[Office.code] }
        }
        let place = office.map { "Office \($0)" } ?? "Centre"
        self.init(
            title: place + (login.map { ", in the name of \($0)" } ?? ", in nobody's name"),
            pulse: { Clerk.pulse(of: desk) }, today: { Clerk.today(at: desk) }
        ) { errand in
            let more = login.map { ["--as=\($0)"] } ?? []
            return await Clerk.reply { console in
                await Program.run(errand.words(adding: more), at: desk, console)
            }
        }
    }

    /// What a command comes to that prints to a screen.
    ///
    /// - Parameter run: runs it, and answers with its exit code.
    package static func reply(_ run: (Console) async -> Int32) async -> ErrandReply {
        let parts = Mutex<[ErrandReply.Part]>([])
        let console = Console(
            workingDirectory: "/", width: .max,
            screen: Console.Screen(rowsMax: WebLimits.rowsMax) { part in
                parts.withLock { $0.append(.table(part)) }
            }
        ) { output in
            let texts = Clerk.texts(output)
            parts.withLock { $0 += texts }
        }
        let code = await run(console)
        return ErrandReply(code: code, parts: parts.withLock { $0 })
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
        String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: true
        ).map(String.init)
    }
}

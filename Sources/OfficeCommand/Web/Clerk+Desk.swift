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
            let more = login.map { ["--as=\($0)"] } ?? []
            // The file is there for as long as the command runs.
            defer { withExtendedLifetime(handedOver) {} }
            return await Clerk.reply(files: files) { console in
                await Program.run(errand.words(adding: more), at: desk, console)
            }
        }
    }

    /// What a command comes to that prints to a screen.
    ///
    /// - Parameters:
    ///   - files: where those lie that the screen's user handed over, by their names in arguments.
    ///   - run: runs it, and answers with its exit code.
    package static func reply(
        files: [String: String] = [:], _ run: (Console) async -> Int32
    ) async -> ErrandReply {
        let parts = Mutex<[ErrandReply.Part]>([])
        let console = Console(
            workingDirectory: "/", width: .max, files: files,
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

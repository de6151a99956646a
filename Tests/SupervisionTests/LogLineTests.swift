import Foundation
import Logging
import Testing

@testable import Supervision

/// A line of the log, character by character.
struct LogLineTests {
    private static let time = Date(timeIntervalSince1970: 1_796_049_042.5)

    private func line(
        _ style: LogLine, _ level: Logger.Level = .warning, _ message: String = "sync failed",
        _ facts: Logger.Metadata = ["failures": "3", "error": "the line broke"]
    ) -> String {
        style.line(
            level, "bridgework.agent", message, facts, source: "Replica", at: LogLineTests.time)
    }

    @Test func `text has time, level and facts in their order before the event`() {
        #expect(
            line(LogLine(.text))
                == "2026-11-30T14:30:42.500Z warning bridgework.agent: error=the line broke "
                + "failures=3 [Replica] sync failed\n")
    }

    @Test func `an object has the same facts under keys that stay`() {
        #expect(
            line(LogLine(.json))
                == #"{"time":"2026-11-30T14:30:42.500Z","level":"warning","#
                + #""logger":"bridgework.agent","source":"Replica","event":"sync failed","#
                + #""facts":{"error":"the line broke","failures":"3"}}"# + "\n")
        #expect(line(LogLine(.json), .info, "level", [:]).hasSuffix(#""facts":{}}"# + "\n"))
    }

    @Test func `to the journal a line begins with its priority, and says no time twice`() {
        let text = LogLine(.text, isForJournal: true)
        #expect(
            line(text) == "<4>bridgework.agent: error=the line broke failures=3 "
                + "[Replica] sync failed\n")
        #expect(line(LogLine(.json, isForJournal: true)).hasPrefix(#"<4>{"time":"2026"#))
        #expect(
            Logger.Level.allCases.map(LogLine.priority) == [7, 7, 6, 5, 4, 3, 2])
    }

    @Test(arguments: LogLine.Format.allCases)
    func `whatever stands in an event, it is one line`(_ format: LogLine.Format) {
        let wild = "a\nb\r\u{1B}[31m\u{2028}\u{85}\u{7F}"
        let made = line(LogLine(format), .info, wild, [wild: .string(wild)])
        #expect(made.filter(\.isNewline).count == 1 && made.last == "\n")
        #expect(!made.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(made.contains(#"a\u000ab\u000d\u001b[31m\u2028\u0085\u007f"#))
    }

    @Test func `what JSON quotes is escaped, and comes back as it was`() throws {
        let wild = "say \"no\" to \\ and \u{0}\u{1F}\té→𝄞"
        let facts: Logger.Metadata = [
            wild: .array([.string(wild), .dictionary(["b": "2", "a": .stringConvertible(1)])])
        ]
        let made = line(LogLine(.json), .error, wild, facts)
        #expect(made.contains(#""event":"say \"no\" to \\ and \u0000\u001f\u0009é→𝄞","facts""#))
        let read = try JSONSerialization.jsonObject(with: Data(made.utf8)) as? [String: Any]
        #expect(read?["event"] as? String == wild)
        let list = (read?["facts"] as? [String: Any])?[wild] as? [Any]
        #expect(list?.first as? String == wild)
        #expect(list?.last as? [String: String] == ["a": "1", "b": "2"])
    }

    @Test func `the journal is known by its file, not by a name that anybody may set`() {
        let environment = ["JOURNAL_STREAM": "9:1234"]
        #expect(LogLine.isJournal(environment, device: 9, file: 1_234))
        #expect(!LogLine.isJournal(environment, device: 9, file: 1_235))
        #expect(!LogLine.isJournal([:], device: 9, file: 1_234))
        #expect(!LogLine.isJournal(["JOURNAL_STREAM": "9"], device: 9, file: 0))
    }

    @Test func `what a library says for its own debugging is left out`() {
        let log = LineLog("bridgework.hub", LogLine(.text), debugging: ["Hub"])
        func line(_ level: Logger.Level, from source: String) -> String? {
            log.line(
                of: LogEvent(
                    level: level, message: "starting", metadata: ["service": "Hub(key: 1)"],
                    source: source, file: "", function: "", line: 1),
                at: LogLineTests.time)
        }
        #expect(line(.debug, from: "ServiceLifecycle") == nil)
        #expect(line(.trace, from: "GRPCCore") == nil)
        #expect(line(.info, from: "ServiceLifecycle") != nil)
        #expect(
            line(.debug, from: "Hub")?.hasSuffix("service=Hub(key: 1) [Hub] starting\n") == true)
    }

    @Test func `of an error whose words nobody chose there is its type alone`() {
        struct Quoting: Error { let value = "Ada" }
        let log = LineLog("bridgework.hub", LogLine(.text), debugging: [])
        let line = log.line(
            of: LogEvent(
                level: .error, message: "failed", error: Quoting(), metadata: nil, source: "Hub",
                file: "", function: "", line: 1),
            at: LogLineTests.time)
        #expect(line?.hasSuffix("errorType=Quoting [Hub] failed\n") == true)
    }
}

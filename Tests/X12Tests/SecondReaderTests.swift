import Foundation
import Testing
import X12

/// Another reader, in another language and without a line of ours, comes to the same.
struct SecondReaderTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let tool = repository.appending(path: "Tools/read-x12")

    private func second(_ files: [URL]) throws -> [String] {
        let process = Process()
        process.executableURL = Self.tool
        process.arguments = files.map(\.path)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.split(separator: "\n").map(String.init)
    }

    @Test func `both come to the same of made up remittances, whole and broken`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "x12-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [URL] = []
        var expected: [String] = []
        for seed in 1...20 {
            var made = SyntheticX12(seed: UInt64(seed))
            made.elements = ["*", "|", "+"][seed % 3]
            made.ends = ["~", "~\n", "\n", "'\r\n"][seed % 4]
            let sets = (0...made.roll(3)).map { _ in
                made.remittance(claims: 1 + made.roll(20), lines: made.roll(5))
            }
            var text = made.interchange(sets)
            // Some have a set whose end is wrong.
            if seed % 5 == 0 {
                text = text.replacing("SE\(made.elements)", with: "SE\(made.elements)9")
            }
            let file = folder.appending(path: "\(seed).835")
            try text.write(to: file, atomically: true, encoding: .utf8)
            files.append(file)
            expected += X12Outcome(text).secondLines
        }
        #expect(expected.count > 30)
        #expect(try second(files) == expected)
    }

    @Test func `both come to the same of real files`() throws {
        let folder = Self.repository.deletingLastPathComponent()
            .appending(path: "shared/data/x12")
        let names =
            FileManager.default.enumerator(atPath: folder.path)?
            .compactMap { $0 as? String }
            .filter { $0.contains("/") && !$0.hasSuffix(".html") }.sorted() ?? []
        guard !names.isEmpty else {
            print("skipped: the public X12 files are not beside the repository")
            return
        }
        for name in names where !name.contains("bad_segment_identifier") {
            let file = folder.appending(path: name)
            let lines = X12Outcome(try Data(contentsOf: file)).secondLines
            #expect(try second([file]) == lines, "\(name)")
        }
    }
}

import Foundation
import Testing
import X12

/// Real public files beside the repository; where they are absent, a word is printed.
struct X12RealFilesTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    private static let folder =
        tests
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/x12")

    /// What becomes of each file: what its sets hold, which are broken, or why all is refused.
    ///
    ///     REGENERATE_X12=1 swift test --filter X12RealFilesTests
    private static let outcomes = tests.appending(path: "Fixtures/real-files.txt")

    @Test func `every file is taken in or refused as the list says`() throws {
        let names =
            FileManager.default.enumerator(atPath: Self.folder.path)?
            .compactMap { $0 as? String }
            .filter { $0.contains("/") && !$0.hasSuffix(".html") }.sorted() ?? []
        guard !names.isEmpty else {
            print("skipped: the public X12 files are not beside the repository")
            return
        }
        let found = try names.map { name in
            let data = try Data(contentsOf: Self.folder.appending(path: name))
            let whole = X12Outcome(data)
            #expect(X12Outcome(data, by: 7) == whole, "\(name)")
            return "\(name): \(whole.line)\n"
        }.joined()
        if ProcessInfo.processInfo.environment["REGENERATE_X12"] == "1" {
            try found.write(to: Self.outcomes, atomically: true, encoding: .utf8)
        }
        let listed = try String(contentsOf: Self.outcomes, encoding: .utf8)
        #expect(found == listed)
    }
}

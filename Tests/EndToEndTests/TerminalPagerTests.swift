import Foundation
import Testing

extension EndToEnd {
    /// Long results at a terminal.
    struct TerminalPagerTests {
        private func list(
            _ site: Site, rows: Int, pager: String, _ more: String...
        ) throws -> TerminalRun {
            try TerminalRun(
                Binaries.office.url, ["list", "payor", "--store", site.folder] + more,
                columns: 80, rows: rows, environment: ["PAGER": pager])
        }

        @Test func `a list that is longer than the terminal is shown by PAGER, and no other is`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                for number in 10..<22 {
                    try group.central.done("create", "payor", "code=Q\(number)", "name=Synthetic")
                }
                let paged = try list(group.central, rows: 10, pager: "tail -n 3 | sed 's/^/page /'")
                try paged.wait(for: "page ")
                try paged.wait(for: "Q21")
                let ending = try paged.end()
                #expect(ending.code == 0 && ending.isTerminalRestored)
                #expect(!paged.screen.text.contains("Q10"))
                let fitting = try list(group.central, rows: 60, pager: "sed 's/^/page /'")
                try fitting.wait(for: "Q21")
                #expect(try fitting.end().code == 0)
                #expect(!fitting.screen.text.contains("page "))
                let plain = try list(group.central, rows: 10, pager: "cat")
                try plain.wait(for: "Q21")
                #expect(try plain.end().code == 0)
            }
        }

        @Test func `whoever leaves the pages early gets his prompt, and a bad pager loses nothing`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                for number in 10..<22 {
                    try group.central.done("create", "payor", "code=Q\(number)", "name=Synthetic")
                }
                let left = try list(group.central, rows: 5, pager: "head -n 1 >&2")
                #expect(try left.end().code == 0)
                let missing = try list(group.central, rows: 5, pager: "no-such-pager-here")
                try missing.wait(for: "no-such-pager-here")
                #expect(try missing.end().code == 0)
            }
        }
    }
}

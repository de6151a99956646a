import Foundation
import Testing

extension EndToEnd {
    /// The review of the queue, as somebody at a terminal works with it.
    struct TerminalReviewTests {
        /// A group where both offices wrote so many patients' units without knowing of each other.
        private func withConflicts(
            _ count: Int, _ body: (Group, [String]) throws -> Void
        ) async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                var patients: [String] = []
                for number in 0..<count {
                    let patient = try group.a.done(
                        "create", "patient", "family=Sample\(number)", "given=Pat",
                        "birthDate=1980-01-01", "offices+=A01", "offices+=B01")
                    patients.append(patient)
                }
                try group.sync(group.a, group.b)
                for patient in patients {
                    try group.a.done("edit", "patient", patient, "sexForClaims=M")
                    try group.b.done("edit", "patient", patient, "sexForClaims=F")
                }
                try group.sync(group.a, group.b, group.a)
                #expect(try group.a.conflicts().count == count)
                try body(group, patients)
            }
        }

        private func review(
            _ site: Site, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
            _ more: String...
        ) throws -> TerminalRun {
            try TerminalRun(
                Binaries.office.url, ["conflicts", "--store", site.folder] + more,
                columns: columns, rows: rows, environment: environment)
        }

        private func expectLeft(
            _ terminal: TerminalRun, code: Int32, at place: SourceLocation = #_sourceLocation
        ) throws {
            let ending = try terminal.end(at: place)
            #expect(ending.code == code, sourceLocation: place)
            #expect(ending.isTerminalRestored, sourceLocation: place)
            #expect(!terminal.screen.isOtherScreen, sourceLocation: place)
            #expect(terminal.screen.isCursorShown, sourceLocation: place)
            #expect(terminal.screen.unknown == [], sourceLocation: place)
        }

        @Test func `a conflict is looked at, settled and undone by keys alone`() async throws {
            try await withConflicts(2) { group, _ in
                let terminal = try review(group.a)
                try terminal.wait(for: "2 of 2 open")
                #expect(terminal.screen.isOtherScreen)
                #expect(terminal.screen.lines.count == 24)
                try terminal.type("\r")
                try terminal.wait(for: "sexForClaims")
                try terminal.wait(for: "Enter take")
                try terminal.type("2\r")
                try terminal.wait(for: "reason to take 2")
                #expect(terminal.screen.isCursorShown)
                try terminal.type("\r")
                try terminal.wait(for: "a reason is needed")
                try terminal.type("asked her\r")
                try terminal.wait(for: "take 2:")
                #expect(try open(at: group.a) == 1)
                try terminal.type("b")
                try terminal.wait(for: "1 of 1 open")
                try terminal.type("umistake\r")
                try terminal.wait(for: "2 of 2 open")
                #expect(try open(at: group.a) == 2)
                try terminal.type("q")
                try expectLeft(terminal, code: 0)
            }
        }

        /// How many conflicts are open, asked beside a review that holds the store now and then.
        private func open(at site: Site) throws -> Int {
            let list = ["conflicts", "list", "--format", "json"]
            var outcome = try site.run(list)
            for _ in 0..<100 where outcome.code == 3 {
                usleep(50_000)
                outcome = try site.run(list)
            }
            #expect(outcome.code == 0)
            let rows = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [Any]
            return try #require(rows).count
        }

        @Test func `deferring and filtering work, and a refusal is shown`() async throws {
            try await withConflicts(2) { group, _ in
                let terminal = try review(group.a)
                try terminal.wait(for: "2 of 2 open")
                try terminal.type("d2099-01-01\rwaits for the card\r")
                try terminal.wait(for: "defer:")
                try terminal.type("fstatus=deferred\r")
                try terminal.wait(for: "1 of 1 open")
                try terminal.type("anobody.here\r")
                try terminal.wait("refusal") { $0.text.contains("no user has that login") }
                try terminal.type("?")
                try terminal.wait(for: "any key goes back")
                try terminal.type("xf\u{15}x\r")
                try terminal.wait(for: "it takes NAME=VALUE")
                try terminal.type("\u{1B}")
                try terminal.wait(for: "left as it is")
                try terminal.type("q")
                try expectLeft(terminal, code: 0)
            }
        }

        @Test func `Ctrl-C leaves from every prompt, and nothing is half done`() async throws {
            try await withConflicts(1) { group, _ in
                let keys = [
                    ("", "1 of 1 open"), ("\r", "Enter take"), ("\r\r", "reason to take"),
                    ("\rv", "new value"), ("\rvsexForClaims=U\r", "reason to new value"),
                    ("a", "assign to"), ("d", "defer until"), ("f", "filter, such as"),
                    ("?", "any key"),
                ]
                for (typed, prompt) in keys {
                    let terminal = try review(group.a)
                    try terminal.wait(for: "1 of 1 open")
                    try terminal.type(typed)
                    try terminal.wait(for: prompt)
                    try terminal.type("\u{03}")
                    try expectLeft(terminal, code: 130)
                }
                #expect(try group.a.conflicts().count == 1)
                #expect(try group.a.rows("status").first?.number("pending") == 0)
            }
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT])
        func `the terminal is put back however the program ends`(signal: Int32) async throws {
            try await withConflicts(1) { group, _ in
                let terminal = try review(group.a)
                try terminal.wait(for: "1 of 1 open")
                try terminal.type("\r\r")
                try terminal.wait(for: "reason to take")
                try terminal.signal(signal)
                try expectLeft(terminal, code: 128 + signal)
            }
        }

        @Test func `a new size is drawn anew, wide, narrow and tiny`() async throws {
            try await withConflicts(2) { group, _ in
                let terminal = try review(group.a)
                try terminal.wait(for: "2 of 2 open")
                for (columns, rows) in [(40, 12), (132, 43), (30, 6), (10, 3), (80, 24)] {
                    try terminal.resize(columns: columns, rows: rows)
                    let sign = columns < 24 ? "too small" : "q quit"
                    try terminal.wait("\(columns) columns") { screen in
                        screen.lines.contains { $0.contains(sign) || $0.contains("too sm") }
                    }
                    #expect(terminal.screen.lines.allSatisfy { $0.count <= columns })
                }
                try terminal.type("\r")
                try terminal.wait(for: "Enter take")
                try terminal.type("q")
                try expectLeft(terminal, code: 0)
            }
        }

        @Test func `forty columns are enough to settle a conflict`() async throws {
            try await withConflicts(1) { group, _ in
                let terminal = try review(group.a, columns: 40, rows: 12)
                try terminal.wait(for: "1 of 1 open")
                try terminal.type("\r")
                try terminal.wait(for: "Enter take")
                try terminal.type("1\r")
                try terminal.wait(for: "reason")
                try terminal.type("a long reason that does not fit into forty columns at all\r")
                try terminal.wait(for: "nothing waits")
                try terminal.type("q")
                try expectLeft(terminal, code: 0)
                #expect(try group.a.conflicts().isEmpty)
            }
        }

        @Test func `without colour no style is asked for`() async throws {
            try await withConflicts(1) { group, _ in
                let plain = try review(group.a, environment: ["NO_COLOR": "1"])
                try plain.wait(for: "> ")
                try plain.type("\r")
                try plain.wait(for: "Enter take")
                try plain.type("q")
                try expectLeft(plain, code: 0)
                #expect(!plain.screen.hasStyle)
                let styled = try review(group.a)
                try styled.wait(for: "> ")
                try styled.type("q")
                try expectLeft(styled, code: 0)
                #expect(styled.screen.hasStyle)
            }
        }

        @Test func `a dumb terminal and a pipe get the list`() async throws {
            try await withConflicts(1) { group, _ in
                let terminal = try review(group.a, environment: ["TERM": "dumb"])
                try terminal.wait(for: "siblings")
                try expectLeft(terminal, code: 0)
                let piped = try group.a.run("conflicts")
                let listed = try group.a.run("conflicts", "list")
                #expect(piped.code == 0 && piped.out == listed.out)
                let filtered = try group.a.run(
                    "conflicts", "--kind", "siblings", "--format", "json")
                #expect(try filtered.rows.count == 1)
            }
        }

        @Test func `an agent that has the store serves the review too`() async throws {
            try await withConflicts(1) { group, _ in
                _ = try group.agent(group.a)
                let terminal = try review(group.a)
                try terminal.wait(for: "1 of 1 open")
                try terminal.type("\r")
                try terminal.wait(for: "Enter take")
                try terminal.type("\rbecause\r")
                try terminal.wait(for: "nothing waits")
                try terminal.type("q")
                try expectLeft(terminal, code: 0)
                #expect(try group.a.conflicts().isEmpty)
            }
        }

        @Test func `what cannot begin leaves the terminal alone`() async throws {
            try await withConflicts(0) { group, _ in
                let wrong = try review(group.a, "--kind", "novel")
                try wrong.wait(for: "kind")
                try expectLeft(wrong, code: 2)
                let nowhere = try review(group.site("nowhere"))
                try nowhere.wait(for: "join")
                try expectLeft(nowhere, code: 1)
                let empty = try review(group.a)
                try empty.wait(for: "nothing waits")
                try empty.type("q")
                try expectLeft(empty, code: 0)
            }
        }
    }
}

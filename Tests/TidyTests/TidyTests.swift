import Testing

/// The rules of the house that a machine can check, each over every file of ours.
struct TidyTests {
    @Test func `a file imports only what its layer may`() {
        for file in SourceFile.all where !file.isTest {
            guard let own = Layers.own[file.target] else {
                Issue.record("add \(file.target) to Layers.swift and say what it may import")
                continue
            }
            let system = Layers.pure.contains(file.target) ? [] : Layers.system
            let allowed = own.union(Layers.others[file.target] ?? []).union(system)
            let above = file.imports.subtracting(allowed).sorted()
            #expect(above.isEmpty, "\(file) imports \(above), which its layer may not")
        }
    }

    @Test func `layers form no circle`() {
        var rest = Layers.own
        while let lowest = rest.first(where: { $0.value.isDisjoint(with: rest.keys) }) {
            rest[lowest.key] = nil
        }
        #expect(rest.isEmpty, "\(rest.keys.sorted()) import each other")
    }

    @Test func `folders of one target form no circle`() {
        let targets = Dictionary(grouping: SourceFile.all.filter { !$0.isTest }, by: \.target)
        for (target, files) in targets {
            // Beside the folders of other targets stand what all use and what lists all.
            let isRoom = Layers.business.contains(target)
            let graph = FolderGraph(isRoom ? files : files.filter { $0.folder != "." })
            #expect(graph.circle.isEmpty, "\(target): \(graph.places.joined(separator: "; "))")
        }
    }

    @Test func `a person is told the errors of every target of ours`() throws {
        let words = try #require(
            SourceFile.all.first { $0.path == "Sources/Sync/ErrorWords.swift" })
        let declaring = SourceFile.all.filter { file in
            !file.isTest
                && file.code.contains {
                    // Most lines name no error, and a search by pattern is dear.
                    $0.contains("Error") && $0.contains(/\b(struct|enum) .*: .*\bError\b/)
                }
        }
        for target in Set(declaring.map(\.target)).subtracting(["Simulator", "Benchmarks"]) {
            #expect(words.text.contains("\"\(target)\""), "ErrorWords does not name \(target)")
        }
    }

    @Test func `README is what a newcomer reads first, and no longer`() throws {
        let readme = try #require(SourceFile(path: "README.md"))
        #expect(readme.lines.count <= 150, "what is more than that belongs in Tools/guide")
        // What it names is there.
        let links = readme.text.matches(of: /\]\((?<path>[A-Za-z][^)#:]*)(#[^)]*)?\)/)
        #expect(links.count > 5)
        for link in links {
            #expect(SourceFile.isThere(String(link.path)), "\(link.path) is not there")
        }
    }

    @Test func `files, functions and lines are short`() {
        for file in SourceFile.all {
            let limit = file.isTest ? 500 : 300
            #expect(file.lines.count <= limit, "\(file): split by idea")
            for (number, line) in file.lines.enumerated() where line.utf8.count > 100 {
                #expect(line.count <= 100, "\(file):\(number + 1) has \(line.count) columns")
            }
            for function in file.functions {
                #expect(function.length <= 50, "\(file):\(function.line) is a long function")
            }
        }
    }

    @Test func `a file is named after its first type, or the type it extends`() {
        for file in SourceFile.all {
            let parts = file.name.split(separator: "+").map(String.init)
            let names = file.types.map { $0.name.split(separator: ".").last.map(String.init) }
            if parts.count == 2 {
                #expect(names.contains(parts[0]), "\(file) holds nothing of \(parts[0])")
            } else if let first = file.types.first, first.name != file.name {
                // A suite inside another, as `extension EndToEnd { struct LiveTests …`.
                let isInside =
                    first.keyword == "extension" && file.text.contains("  struct \(file.name)")
                #expect(isInside, "\(file) begins with \(first.name)")
            }
        }
    }

    @Test func `what other targets can use says what it is`() {
        let sources = SourceFile.all.filter { !$0.isTest }
        // What a protocol asks for is told there, once for all that do it.
        let told = Set(sources.flatMap(\.requirements)).union(Layers.requirements)
        for file in sources {
            for (number, name) in file.undocumented where !told.contains(name) {
                Issue.record("\(file):\(number) does not say what \(name) is or does")
            }
        }
    }

    @Test func `a type's name stands for one thing`() {
        let named = SourceFile.all.filter { !$0.isTest }.flatMap { file in
            file.types.filter { $0.keyword != "extension" && $0.name != "EntryPoint" }
                .map { (name: $0.name, file: file) }
        }
        for (name, files) in Dictionary(grouping: named, by: \.name) where files.count > 1 {
            Issue.record("\(name) is declared in \(files.map(\.file.path)): one word each")
        }
    }

    @Test func `a name says something`() {
        for file in SourceFile.all {
            let types = file.types.filter { $0.keyword != "extension" }.map(\.name)
            for name in Set(types + [file.name]) {
                for word in name.matches(of: /[A-Z][a-z]+/).map({ String($0.0) }) {
                    guard let instead = BannedWord.inNames[word] else { continue }
                    Issue.record("\(file): \(name) says \(word); name \(instead)")
                }
            }
        }
    }

    @Test func `banned words have a replacement`() {
        for file in SourceFile.all {
            for word in BannedWord.inCode
            where word.applies(to: file) && file.text.contains(word.word) {
                for (number, line) in file.code.enumerated() where word.stands(in: line) {
                    Issue.record("\(file):\(number + 1) says \(word.word); use \(word.instead)")
                }
            }
        }
    }

    @Test func `nothing is left for later, nothing tied to one machine`() {
        let laters = ["TO" + "DO", "FIX" + "ME"]
        let folders = ["Users", "root", "opt", "work"].map { "\"/" + $0 + "/" }
        for file in SourceFile.all where (laters + folders).contains(where: file.text.contains) {
            for (number, line) in file.lines.enumerated() {
                let isLater = laters.contains { line.contains($0) }
                #expect(!isLater, "\(file):\(number + 1) leaves work for later: open an issue")
                let isTied = folders.contains { line.contains($0) }
                #expect(!isTied, "\(file):\(number + 1) names a folder of one machine")
            }
        }
    }

    @Test func `what the compiler cannot check has its reason beside it`() {
        for file in SourceFile.all where file.text.contains("unsafe") || file.text.contains("@unch")
        {
            for (number, line) in file.code.enumerated()
            where line.contains("nonisolated(unsafe)") || line.contains("@unchecked Sendable") {
                let isDefended = file.lines[number].contains("  // ")
                #expect(isDefended, "\(file):\(number + 1) does not say why it is safe")
            }
        }
    }

    @Test func `a kind of import file is one file and its line in one list`() throws {
        let list = try #require(
            SourceFile.all.first { $0.path == "Sources/Practice/Importing/ImportKind.swift" })
        for file in SourceFile.all where file.path.contains("/Importing/Kinds/") {
            let kinds = file.text.matches(of: /static let (\w+) = ImportKind\(/)
            let name = try #require(kinds.first?.1, "\(file) declares no kind")
            #expect(kinds.count == 1, "\(file) declares several kinds")
            let isListed = list.code.contains { $0.contains(" .\(name),") }
            #expect(isListed, "\(name) is missing in ImportKind.allCases")
            let others = SourceFile.all.filter {
                $0.path != file.path && $0.path != list.path && !$0.isTest
                    && $0.text.contains("kind == .\(name)")
            }
            #expect(others.isEmpty, "\(others) ask for the kind \(name): say it in \(file)")
        }
    }

    /// What a person settles in a dialogue he sees before he says yes.
    private static let dialogues: Set = ["Sources/OfficeCommand/Review/ConflictReview.swift"]

    @Test func `a command that writes can be rehearsed`() {
        let writing =
            /(\bperform|desk\.(write|fill|bringIn|importFile|undo\w*|resolve|settle\w*))\(/
        for file in SourceFile.all
        where file.path.hasPrefix("Sources/OfficeCommand/")
            && !Self.dialogues.contains(file.path)
            && file.code.contains(where: { $0.contains(writing) })
        {
            let isRehearsed = file.text.contains(/DeedOptions|DryRunOption|isDryRun/)
            #expect(isRehearsed, "\(file) writes, and has no --dry-run")
        }
    }

    @Test func `a test is named by a sentence in backticks`() {
        for file in SourceFile.all where file.isTest {
            for number in file.code.indices where file.code[number].contains("@Test") {
                let function = file.code[number...].first { $0.contains("func ") } ?? ""
                let isSentence = function.contains(/func `[^` ]+ [^`]+`/)
                #expect(isSentence, "\(file):\(number + 1) is named \(function)")
            }
        }
    }
}

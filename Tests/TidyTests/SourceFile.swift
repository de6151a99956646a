import Foundation

/// One file of ours, read as lines: enough to check manners, far from a parser.
struct SourceFile: Sendable, CustomStringConvertible {
    /// From the repository's root, such as `Sources/Merge/Schema/Field.swift`.
    let path: String
    let text: String
    let lines: [String]
    /// The lines without comments and without what stands in quotes.
    let code: [String]

    var description: String { path }
    var name: String { String(path.split(separator: "/").last?.dropLast(6) ?? "") }
    var target: String { String(path.split(separator: "/")[1]) }
    var isTest: Bool { path.hasPrefix("Tests/") }

    /// Every Swift file of ours; generated ones are nobody's handwriting.
    static let all: [SourceFile] = ["Sources", "Tests"].flatMap { folder in
        let paths = FileManager.default.enumerator(atPath: root + folder)?.allObjects ?? []
        return paths.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".swift") && !$0.contains("Generated/") }
            .sorted()
            .compactMap { SourceFile(path: folder + "/" + $0) }
    }

    /// The repository, three steps above this file.
    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/"

    /// Whether a file or folder of the repository is there.
    static func isThere(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + path)
    }

    init?(path: String) {
        guard let text = try? String(contentsOfFile: Self.root + path, encoding: .utf8) else {
            return nil
        }
        self.path = path
        self.text = text
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast(text.hasSuffix("\n") ? 1 : 0).map(String.init)
        var isInText = false
        self.code = lines.map { line in
            guard line.contains(#"""""#) else { return isInText ? "" : Self.code(in: line) }
            isInText.toggle()
            return isInText ? String(line.prefix { $0 != "\"" }) : ""
        }
    }

    private static func code(in line: String) -> String {
        var kept: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        for byte in line.utf8 {
            if !isQuoted, byte == UInt8(ascii: "/"), kept.last == byte {
                return String(decoding: kept.dropLast(), as: UTF8.self)
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            if !isQuoted { kept.append(byte) }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// The modules the file imports.
    var imports: Set<String> {
        Set(
            code.lazy.filter { $0.contains("import ") }.compactMap { line in
                line.firstMatch(
                    of: /^(?:@\w+ )?(?:\w+ )?import (?:(?:struct|class|enum|func) )?(\w+)/
                ).map { String($0.1) }
            })
    }

    /// The types and extensions at the top of the file, in order.
    var types: [(keyword: String, name: String)] {
        code.lazy.filter { !$0.isEmpty && !$0.hasPrefix(" ") && $0 != "}" }.compactMap { line in
            line.firstMatch(
                of: /^(?:@?\w+ )*?(struct|enum|class|actor|protocol|typealias|extension) ([\w.]+)/
            ).map { (String($0.1), String($0.2)) }
        }
    }

    /// The functions that protocols of the file ask for.
    var requirements: [String] {
        guard text.contains("protocol ") else { return [] }
        var isInside = false
        return code.compactMap { line in
            if line.contains(/^ *(\w+ )?protocol \w/) { isInside = true }
            if line.hasPrefix("}") { isInside = false }
            return isInside ? line.firstMatch(of: /func (\w+)/).map { String($0.1) } : nil
        }
    }

    /// The functions and types for other targets that have no summary, with their lines.
    var undocumented: [(line: Int, name: String)] {
        lines.indices.compactMap { index in
            guard lines[index].contains("package "),
                let found = lines[index].firstMatch(
                    of:
                        #/
                        ^\ * (?:@.*\)\ |@\w+\ )* package\ (?:[a-z]+\ )*
                        (?:func|struct|enum|class|actor|protocol|typealias)\ `?(\w+)
                        /#),
                let before = lines[..<index].last(where: { !$0.contains(/^ *@/) }),
                !before.contains("///")
            else { return nil }
            return (index + 1, String(found.1))
        }
    }

    /// Where each function or initializer begins, and its lines up to the closing brace.
    ///
    /// Braces are counted from the declaration on. One that meets the next declaration, or the end
    /// of what holds it, before any brace has no body.
    var functions: [(line: Int, length: Int)] {
        code.indices.filter { index in
            let line = code[index]
            return (line.contains("func ") || line.contains("init") || line.contains("subscript"))
                && line.contains(/^ *([\w()@]+ )*(func |(de)?init[?(< ]|subscript[(<])/)
        }.compactMap { start in
            length(from: start).map { (start + 1, $0) }
        }
    }

    private func length(from start: Int) -> Int? {
        var depth = 0
        for index in start..<code.count {
            let opened = code[index].utf8.count { $0 == UInt8(ascii: "{") }
            depth += opened - code[index].utf8.count { $0 == UInt8(ascii: "}") }
            if depth == 0, opened > 0 { return index - start + 1 }
            if depth == 0, index > start {
                if code[index].contains("}") { return index - start + 1 }
                if code[index].contains(/^ *(func|var|init)\b/) { return nil }
            }
            if depth < 0 { return nil }
        }
        return nil
    }
}

/// Which folders of one target name the types of which others.
///
/// A folder is the first one below the target, with all that it holds; the files beside the folders
/// are one more. What counts are the types declared at the top of a file. A member behind a dot is
/// none of them, nor is what the file declares for itself.
struct FolderGraph {
    /// By the folder that names a type and the folder that declares it: one place where it does.
    private var uses: [String: [String: String]] = [:]

    /// - Parameter files: of one target; names that others of its files declare count for nothing.
    init(_ files: [SourceFile]) {
        var homes: [String: String] = [:]
        for file in files {
            for type in file.types where type.keyword != "extension" {
                homes[type.name] = file.folder
            }
        }
        for file in files {
            let own = file.innerNames
            for name in file.capitalNames.subtracting(own) {
                guard let home = homes[name], home != file.folder else { continue }
                uses[file.folder, default: [:]][home] = "\(file.name) names \(name)"
            }
        }
    }

    /// The folders that are left when every folder is taken away that uses none of the others, or
    /// that none of the others uses; empty where no folders use each other in a circle.
    var circle: [String] {
        var left = Set(uses.keys)
        while true {
            let used = Set(left.flatMap { uses[$0]?.keys.filter(left.contains) ?? [] })
            let staying = left.filter { folder in
                used.contains(folder) && uses[folder]?.keys.contains(where: left.contains) == true
            }
            guard staying.count < left.count else { return left.sorted() }
            left = staying
        }
    }

    /// The places that make the circle, one for each pair of folders.
    var places: [String] {
        let circle = circle
        return circle.flatMap { folder in
            (uses[folder] ?? [:]).filter { circle.contains($0.key) }
                .map { "\(folder) -> \($0.key): \($0.value)" }.sorted()
        }
    }
}

extension SourceFile {
    /// The first folder below the target; `.` for a file beside the folders.
    var folder: String {
        let parts = path.split(separator: "/")
        return parts.count > 3 ? String(parts[2]) : "."
    }

    /// The names that begin with a capital and stand behind no dot.
    fileprivate var capitalNames: Set<String> {
        var names: Set<String> = []
        for line in code {
            var word: [UInt8] = []
            var before: UInt8 = 0
            for byte in line.utf8 + [0x20] {
                if byte.isOfName {
                    word.append(byte)
                    continue
                }
                if let first = word.first, (0x41...0x5A).contains(first), before != 0x2E {
                    names.insert(String(decoding: word, as: UTF8.self))
                }
                word = []
                before = byte
            }
        }
        return names
    }

    /// What the file declares inside of its types: a name of its own, whatever others call so.
    fileprivate var innerNames: Set<String> {
        let keywords: Set<Substring> = [
            "struct", "enum", "class", "actor", "protocol", "typealias", "associatedtype",
        ]
        var names: Set<String> = []
        for line in code where line.hasPrefix(" ") {
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            for (keyword, name) in zip(words, words.dropFirst()) where keywords.contains(keyword) {
                names.insert(String(name))
            }
        }
        return names
    }
}

extension UInt8 {
    /// A letter, a digit or an underscore.
    fileprivate var isOfName: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
        default: false
        }
    }
}

import Errands

/// A form with a file, as a browser sends it: `multipart/form-data` (RFC 7578).
struct Multipart {
    let fields: [(name: String, value: String)]
    /// The one file of the form; `nil` where none was chosen.
    let file: ErrandFile?

    /// - Parameter boundary: what stands between the parts, by the request's head.
    /// - Returns: `nil` for what is malformed, has two files, or more than a form of ours.
    init?(_ body: [UInt8], boundary: String) {
        let mark = Array("--\(boundary)".utf8)
        guard (1...70).contains(boundary.utf8.count), body.starts(with: mark) else { return nil }
        var fields: [(String, String)] = []
        var file: ErrandFile?
        var place = mark.count
        let end = Array("\r\n".utf8) + mark
        while true {
            // After a boundary: two hyphens at the end of it all, or the next part.
            if body[place...].starts(with: "--".utf8) { break }
            guard body[place...].starts(with: "\r\n".utf8),
                let next = Multipart.find(end, in: body[...], from: place + 2)
            else { return nil }
            guard let part = Part(body[(place + 2)..<next]), fields.count < WebLimits.fieldsMax
            else { return nil }
            place = next + end.count
            guard let name = part.fileName else {
                guard let value = String(validating: part.content, as: UTF8.self) else {
                    return nil
                }
                fields.append((part.name, value))
                continue
            }
            guard file == nil else { return nil }
            // A browser sends an empty part where no file was chosen.
            guard !name.isEmpty || !part.content.isEmpty else { continue }
            file = ErrandFile(named: name, Array(part.content))
        }
        self.fields = fields
        self.file = file
    }

    /// The boundary of a request's `content-type`; `nil` where that is another.
    static func boundary(of type: String?) -> String? {
        guard let type else { return nil }
        let parts = type.split(separator: ";").map { text in
            String(text.drop { $0 == " " })
        }
        guard parts.first?.lowercased() == "multipart/form-data",
            let found = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let value = found.dropFirst("boundary=".count)
        return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
            ? String(value.dropFirst().dropLast()) : String(value)
    }

    /// One part: its head, and what it holds.
    private struct Part {
        let name: String
        /// `nil` for a plain field.
        let fileName: String?
        let content: ArraySlice<UInt8>

        init?(_ bytes: ArraySlice<UInt8>) {
            let blank = Array("\r\n\r\n".utf8)
            guard let end = Multipart.find(blank, in: bytes, from: bytes.startIndex),
                end - bytes.startIndex <= 4_096,
                let head = String(validating: bytes[..<end], as: UTF8.self)
            else { return nil }
            let lines = head.split(separator: "\r\n")
            let about = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
            guard let about, let name = Part.value("name", in: about) else { return nil }
            self.name = name
            fileName = Part.value("filename", in: about)
            content = bytes[(end + blank.count)...]
        }

        /// `…; name="VALUE"`, where a browser writes a quote in a value as `%22`.
        private static func value(_ word: String, in line: Substring) -> String? {
            guard let start = line.firstRange(of: "; \(word)=\"") else { return nil }
            let rest = line[start.upperBound...]
            return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
        }
    }

    private static func find(
        _ wanted: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int
    ) -> Int? {
        var place = start
        let last = bytes.endIndex - wanted.count
        while place <= last {
            if bytes[place] == wanted[0],
                bytes[place..<(place + wanted.count)].elementsEqual(wanted)
            {
                return place
            }
            place += 1
        }
        return nil
    }
}

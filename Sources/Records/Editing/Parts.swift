/// Several fields in one argument: `a;b;c`, with `\;` for a semicolon and `\\` for a backslash.
enum Parts {
    static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                if character != ";", character != "\\" { part.append("\\") }
                part.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == ";" {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        if isEscaped { part.append("\\") }
        return parts + [part]
    }
}

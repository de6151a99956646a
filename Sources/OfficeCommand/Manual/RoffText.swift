/// Text for a manual page: what roff would take for an order is written so that it is printed.
enum RoffText {
    /// Running text; what stands in `backquotes` is typed as it stands, and printed bold.
    static func prose(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        // Without its partner a quote is a quote.
        guard parts.count.isMultiple(of: 2) == false else { return plain(text) }
        let line = parts.enumerated().map { index, part in
            index.isMultiple(of: 2) ? plain(String(part)) : bold(String(part))
        }.joined()
        return begun(line)
    }

    /// What is typed as it stands.
    static func bold(_ text: String) -> String { "\\fB" + typed(text) + "\\fR" }

    /// What stands for something else.
    static func italic(_ text: String) -> String { "\\fI" + typed(text) + "\\fR" }

    /// A title, in quotes for a macro.
    static func quoted(_ text: String) -> String {
        "\"" + plain(text).replacing("\"", with: "\\(dq") + "\""
    }

    /// A hyphen that is typed must not become a dash.
    private static func typed(_ text: String) -> String {
        escaped(text).replacing("-", with: "\\-")
    }

    private static func plain(_ text: String) -> String {
        escaped(text).replacing("--", with: "\\-\\-")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("`", with: "\\(ga")
            .replacing("'", with: "\\(aq")
    }

    /// A line that begins with a point would be an order.
    private static func begun(_ line: String) -> String {
        line.hasPrefix(".") ? "\\&" + line : line
    }
}

extension ManualPage {
    /// A page about a matter, in the section of those: `man 7 bridgework-moves`.
    init(_ topic: HelpTopic, of program: String, version: String, date: String) {
        let name = "\(program)-\(topic.name)"
        var lines = [
            ".\\\" Made from the program's own words: `\(program) manual`.",
            ".TH \(RoffText.quoted(name.uppercased())) 7 \(RoffText.quoted(date)) "
                + RoffText.quoted(version),
            ".nh", ".ad l",
            ".SH NAME",
            "\(RoffText.bold(name)) \\- "
                + RoffText.prose(topic.title.prefix(1).lowercased() + topic.title.dropFirst()),
            ".SH DESCRIPTION",
        ]
        for (number, paragraph) in topic.paragraphs.enumerated() {
            lines += (number == 0 ? [] : [".PP"]) + [RoffText.prose(paragraph)]
        }
        lines.append(".SH COMMANDS")
        for (command, purpose) in topic.commands {
            lines += [".TP", RoffText.prose(command), RoffText.prose(purpose)]
        }
        lines += [".SH SEE ALSO", RoffText.bold(program) + "(1)"]
        self.init(name: name, text: lines.joined(separator: "\n") + "\n")
    }
}

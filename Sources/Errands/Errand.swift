/// A command that a screen runs for its user: one that he could have typed himself.
///
/// Values stand behind `=` or behind `--`, so that none of them reads as a flag.
package struct Errand: Hashable, Sendable {
    private let verbs: [String]
    private var options: [String] = []
    private var named: [String] = []
    /// What the command is to read; its last word names it.
    package private(set) var file: ErrandFile?

    /// - Parameter verbs: the command's name, such as `doctor move`; never what a user typed.
    package init(_ verbs: String...) {
        self.verbs = verbs
    }

    package init(verbs: [String]) {
        self.verbs = verbs
    }

    /// With an option; a blank value leaves it out.
    package func with(_ option: String, _ value: String?) -> Errand {
        guard let value, value.contains(where: { !$0.isWhitespace }) else { return self }
        var errand = self
        errand.options.append("--\(option)=\(value)")
        return errand
    }

    /// With an option that takes a number.
    package func with(_ option: String, _ value: Int) -> Errand { with(option, String(value)) }

    /// With a flag, where it is wanted.
    package func with(flag: String, if isWanted: Bool = true) -> Errand {
        guard isWanted else { return self }
        var errand = self
        errand.options.append("--\(flag)")
        return errand
    }

    /// With what the command is about, in the order in which it takes that.
    package func of(_ words: String...) -> Errand { of(words) }

    /// With what the command is about, after what was named before.
    package func of(_ words: [String]) -> Errand {
        var errand = self
        errand.named += words
        return errand
    }

    /// With a file that the user handed over, as the last thing that the command is about.
    package func with(file: ErrandFile) -> Errand {
        var errand = of(file.name)
        errand.file = file
        return errand
    }

    /// The command line after the program's name.
    ///
    /// - Parameter more: options that every errand of a screen has.
    package func words(adding more: [String] = []) -> [String] {
        verbs + options + more + (named.isEmpty ? [] : ["--"] + named)
    }
}

import Errands

/// A deed that a form asks for: what is asked, and which command it becomes.
struct DeedForm: Sendable {
    /// One thing asked.
    struct Ask: Sendable {
        /// Where the answer goes on the command line.
        enum Place: Sendable {
            case option
            /// What the command is about; in the order of the asks.
            case word
            /// Several, as `A B C`.
            case words
            /// The answer is a flag's own name.
            case flag
        }

        enum Kind: Sendable {
            case text, day, number
            /// What a person has seen, by the beginning of its SHA-256 in hexadecimal.
            case digest
            case choice([FieldView.Choice])
            /// Records of a type, by code, NPI or login.
            case pick(Picks.Source)
            /// Carried along; nobody types it.
            case hidden
            /// The same in every form.
            case fixed(String)
        }

        let name: String
        let label: String
        let kind: Kind
        let place: Place
        let isRequired: Bool
        let help: String?

        init(
            _ name: String, _ label: String, _ kind: Kind = .text, _ place: Place = .option,
            isRequired: Bool = false, help: String? = nil
        ) {
            self.name = name
            self.label = label
            self.kind = kind
            self.place = place
            self.isRequired = isRequired
            self.help = help
        }

        /// A choice is one of those offered, and evidence one that is kept here: a form never names
        /// a file of this machine.
        fileprivate func takes(_ answer: String) -> Bool {
            switch kind {
            case .choice(let choices): choices.contains { $0.value == answer }
            case .pick(.document): Links.isID(answer)
            case .text, .day, .number, .digest, .pick, .hidden, .fixed: true
            }
        }

        /// Whether a link may bring the answer: ids, codes, NPIs and digests alone.
        ///
        /// A pick shows one of its own choices or nothing, whatever the link says.
        fileprivate func comes(byLink answer: String) -> Bool {
            switch kind {
            case .hidden: Links.isID(answer) || Links.isCode(answer)
            case .pick: answer.utf8.count <= 64
            case .digest: answer.utf8.count <= 64 && answer.utf8.allSatisfy(Ask.isDigit)
            case .text, .day, .number, .choice, .fixed: false
            }
        }

        private static func isDigit(_ byte: UInt8) -> Bool {
            Character(Unicode.Scalar(byte)).isHexDigit
        }

        /// What no form says otherwise.
        fileprivate var fixed: String? {
            if case .fixed(let word) = kind { word } else { nil }
        }
    }

    /// As it stands in an address.
    let name: String
    let title: String
    /// A sentence above the form.
    let lead: String
    let verbs: [String]
    let button: String
    let asks: [Ask]
    var canRehearse = true
    /// It writes nothing: the answer stands beside the form.
    var isQuestion = false
    /// Flags it always has.
    var flags: [String] = []

    /// What a link's address says of the form, without free text.
    func known(_ query: WebForm) -> WebForm {
        WebForm(
            asks.compactMap { ask in
                query[ask.name].flatMap { ask.comes(byLink: $0) ? (ask.name, $0) : nil }
            })
    }

    /// The command of a filled form.
    ///
    /// - Returns: the label of the first answer that is missing, instead.
    func errand(_ form: WebForm, isRehearsal: Bool) -> Result<Errand, Missing> {
        errand(form, verbs: verbs, flags: flags, isRehearsal: isRehearsal)
    }

    /// The command that writes the answer of a question onto paper.
    func printed(_ form: WebForm) -> Result<Errand, Missing> {
        errand(form, verbs: verbs.dropLast() + ["print"], flags: [], isRehearsal: false)
    }

    private func errand(
        _ form: WebForm, verbs: [String], flags: [String], isRehearsal: Bool
    ) -> Result<Errand, Missing> {
        var errand = Errand(verbs: verbs)
        for ask in asks {
            guard let answer = ask.fixed ?? form[ask.name] else {
                if ask.isRequired { return .failure(Missing(label: ask.label)) }
                continue
            }
            guard ask.takes(answer) else { return .failure(Missing(label: ask.label)) }
            switch ask.place {
            case .option: errand = errand.with(ask.name, answer)
            case .word: errand = errand.of(answer)
            case .words: errand = errand.of(answer.split(separator: " ").map(String.init))
            case .flag: errand = errand.with(flag: answer)
            }
        }
        for flag in flags { errand = errand.with(flag: flag) }
        return .success(errand.with(flag: "dry-run", if: isRehearsal && canRehearse))
    }

    /// An answer that the form cannot go without.
    struct Missing: Error, Equatable {
        let label: String
    }
}

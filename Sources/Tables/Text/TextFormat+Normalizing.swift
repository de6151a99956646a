extension TextFormat {
    /// The one way a text of this format is stored; `nil` when it does not fit.
    package func normalized(_ text: String) -> String? {
        let bytes = Array(ASCIIText.trimmed(text).utf8)
        return canonical(bytes).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a stored text fits and is written the one way.
    package func matches(_ text: String) -> Bool {
        canonical(Array(text.utf8)).map { $0.elementsEqual(text.utf8) } ?? false
    }

    /// What a person should write instead; used in errors.
    package var expectation: String {
        switch self {
        case .npi: "an NPI of ten digits with a valid check digit"
        case .dea: "a DEA number of two characters and seven digits with a valid check digit"
        case .tin: "a tax number of nine digits"
        case .ssn: "a social security number of nine digits"
        case .zip: "a ZIP code of five or nine digits"
        case .state: "the two-letter code of a US state or territory"
        case .taxonomy: "a taxonomy code of ten characters ending in X"
        case .phone: "a phone number of ten digits"
        case .email: "an e-mail address such as name@example.com"
        case .payorID: "a payor id of 2 to 80 letters, digits or hyphens"
        case .memberID: "a member id of 2 to 80 letters and digits, as on the card"
        case .procedure:
            "a procedure code such as D0120, or up to 15 capitals, digits and dots, a digit among "
                + "them"
        case .dental: "a dental code of D and four digits, such as D0120"
        case .medical: "a CPT code of five digits, or of four and one of the letters A F M T U"
        case .diagnosis: "an ICD-10-CM code such as K02.9: a letter, a digit, and up to five more"
        case .caqh: "a CAQH number of 4 to 12 digits"
        case .code: "a code of up to 40 letters, digits, hyphens, dots, slashes or underscores"
        case .login: "a login of up to 64 small letters, digits, dots, hyphens, underscores or @"
        case .digest: "a SHA-256 of 64 hexadecimal digits"
        case .time: "a time of day such as 08:30"
        case .weekdays: "days of the week such as mon,wed,fri"
        case .timeZone: "a time zone such as America/New_York"
        }
    }

    private func canonical(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .npi: FormatRules.npi(bytes)
        case .dea: FormatRules.dea(bytes)
        case .tin, .ssn: FormatRules.nineDigits(bytes)
        case .zip: FormatRules.zip(bytes)
        case .state: FormatRules.state(bytes)
        case .taxonomy: FormatRules.taxonomy(bytes)
        case .phone: FormatRules.phone(bytes)
        case .email: FormatRules.email(bytes)
        case .payorID: FormatRules.payorID(bytes)
        case .memberID: FormatRules.memberID(bytes)
        case .procedure: FormatRules.procedure(bytes)
        case .dental: FormatRules.dental(bytes)
        case .medical: FormatRules.medical(bytes)
        case .diagnosis: FormatRules.diagnosis(bytes)
        case .caqh: FormatRules.digits(bytes, count: 4...12)
        case .code: FormatRules.word(bytes, count: 1...40, punctuation: "-._/")
        case .login:
            FormatRules.word(ASCIIText.lowercased(bytes), count: 1...64, punctuation: "-._@")
        case .digest: FormatRules.digest(bytes)
        case .time: FormatRules.time(bytes)
        case .weekdays: FormatRules.weekdays(bytes)
        case .timeZone:
            TimeZoneName.canonical(String(decoding: bytes, as: UTF8.self)).map { Array($0.utf8) }
        }
    }
}

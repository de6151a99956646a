internal import Tables

/// Numbers that pass their check digits and belong to nobody.
enum SampleNumbers {
    /// An NPI that begins with 2, which none of a person does.
    static func npi(_ number: Int) -> String {
        completed("2" + padded(number, 8), by: .npi)
    }

    static func dea(_ number: Int, familyInitial: Character) -> String {
        completed("A" + String(familyInitial) + padded(number, 6), by: .dea)
    }

    /// No tax number of a company begins with 90 to 99 in this range.
    static func tin(_ number: Int) -> String {
        "90" + padded(number + 1, 7)
    }

    /// 555-0100 to 555-0199 are kept for fiction in every area.
    static func phone(area: Int, _ number: Int) -> String {
        "\(area)55501" + padded(number % 100, 2)
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func completed(_ digits: String, by format: TextFormat) -> String {
        let texts = (0...9).map { digits + String($0) }
        guard let text = texts.first(where: format.matches) else {
            preconditionFailure("one of ten check digits fits")
        }
        return text
    }
}

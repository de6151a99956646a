internal import Tables

/// The texts of one row, turned into a fee line.
struct FeeRowReading {
    let code: String
    let amount: String
    var qualifier = ""
    var state = ""
    var percent = ""
    var note = ""

    var reading: FeeFile.Reading {
        let normalized: String
        do { normalized = try FeeCode.normalized(code) } catch {
            return .unreadable(code: nil, .fee(error))
        }
        let qualifier = ASCIIText.trimmed(qualifier)
        let note = ASCIIText.trimmed(note)
        for (text, limit) in [
            (qualifier, FeeLimits.qualifierBytesMax), (note, FeeLimits.commentBytesMax),
        ] {
            guard text.utf8.count <= limit else {
                return .unreadable(code: normalized, .invalid(.tooLong(limitBytes: limit)))
            }
            guard !ASCIIText.hasControl(text) else {
                return .unreadable(code: normalized, .invalid(.controlCharacter))
            }
        }
        do {
            let line = FeeLine(FeeKey(normalized, qualifier), try price(), comment: note)
            return .fee(line, isBlank: isBlank)
        } catch {
            return .unreadable(code: normalized, .fee(error))
        }
    }

    private var isBlank: Bool {
        [amount, state, percent].allSatisfy { ASCIIText.trimmed($0).isEmpty }
    }

    /// The state where one is written, and figures that go with it; else what the amount says.
    private func price() throws(FeeFault) -> FeePrice {
        let state = ASCIIText.trimmed(state)
        let percent = ASCIIText.trimmed(percent)
        guard !state.isEmpty || !percent.isEmpty else { return try FeeFigure.price(amount) }
        let amount = ASCIIText.trimmed(amount)
        let cents = amount.isEmpty ? nil : try FeeFigure.cents(amount)
        let points =
            percent.isEmpty
            ? nil : Digits.hundredths(Array(percent.utf8), decimals: [0, 1, 2])
        guard percent.isEmpty || points != nil else { throw .notAnAmount }
        let words = ["priced", "notListed", "notCovered", "byReport", "percentOfUcr", "bundled"]
        let typed = ASCIIText.lowercased(state.utf8)
        let word =
            state.isEmpty
            ? "percentOfUcr" : words.first { ASCIIText.lowercased($0.utf8) == typed }
        guard let word, let price = FeePrice(state: word, cents: cents, basisPoints: points) else {
            throw .stateAndFigure
        }
        return price
    }
}

package import Merge

extension RecordState {
    /// Whether the record was entered in error, and nobody says otherwise.
    package var isInError: Bool {
        let lives = entries(of: Attribute.lifecycle.name)
        return !lives.isEmpty
            && lives.allSatisfy { $0.decoded[0].text == Lifecycle.enteredInError.rawValue }
    }
}

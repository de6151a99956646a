extension RecordView {
    /// A person as lists name one: `Family, Given`.
    package var personName: String {
        [text("family"), text("given")].compactMap(\.self).joined(separator: ", ")
    }
}

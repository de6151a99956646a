extension RecordView {
    /// A person as lists name one: `Family, Given`.
    package var personName: String {
        [self[AnyRecord.name.family], self[AnyRecord.name.given]].compactMap(\.self).joined(
            separator: ", ")
    }
}

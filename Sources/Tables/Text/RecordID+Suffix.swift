package import Merge

extension RecordID {
    /// The end of the id that commands take for the whole.
    package var suffix: String { String(description.suffix(8)) }
}

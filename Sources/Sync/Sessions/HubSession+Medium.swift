extension HubSession {
    /// How what a replica says comes here, which decides what it proves.
    package enum Medium: Equatable, Sendable {
        case line
        /// A courier file that comes for the first time: it may have been written long ago.
        case file
        /// A courier file that came before, or was overtaken by a later one: what is counted
        /// each time that it is said was counted then.
        case knownFile

        /// Whether it was said just now.
        ///
        /// A list of who was shut out may be older than the last revocation if it was not, so its
        /// bringer has not been heard.
        var isToday: Bool { self == .line }

        /// Whether notes are made of it: receipts, incidents, how far its sender is.
        var isNews: Bool { self != .knownFile }
    }
}

extension HubSession {
    /// Whether the office has to speak next: it waits for nothing, so the exchange waits for it.
    package var isOfficeDue: Bool { waiting == nil }
}

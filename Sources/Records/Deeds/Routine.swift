/// What a replica does by itself, in nobody's name: once it is level with its hub, and as a day
/// begins.
package struct Routine: Sendable {
    /// Why, for the history.
    package let reason: String
    /// Done again and again: it writes nothing where nothing is due.
    package let deed: any Deed<Void>

    package init(_ reason: String, _ deed: any Deed<Void>) {
        self.reason = reason
        self.deed = deed
    }
}

package import Errands

/// How people come to a desk, and in whose name its errands run then.
package enum Entrance: Sendable {
    /// A link opens it once, for whoever started it on this machine.
    ///
    /// The second is told when somebody typed the desk's address, stands before the gate, and no
    /// link waits.
    case link(Clerk, lockedOut: @Sendable () -> Void)
    /// From the network: everybody proves himself, and acts in his own name alone.
    case people(People)

    /// Who can prove himself here.
    package struct People: Sendable {
        /// Whose desk it is, in a few words, for the page before anybody is known.
        let place: String
        /// Takes time and memory on purpose; `nil` for whatever reason.
        let prove: @Sendable (_ login: String, _ passphrase: String) async -> Person?
        /// Whether a proof still counts; asked before anything else, each time. `nil` where the
        /// store cannot be asked.
        let stands: @Sendable (Person) -> Bool?
        /// `nil` where the store cannot be asked.
        let clerk: @Sendable (Person) -> Clerk?

        package init(
            place: String, prove: @escaping @Sendable (String, String) async -> Person?,
            stands: @escaping @Sendable (Person) -> Bool?,
            clerk: @escaping @Sendable (Person) -> Clerk?
        ) {
            self.place = place
            self.prove = prove
            self.stands = stands
            self.clerk = clerk
        }
    }
}

/// A daemon has the store, and the command needs it to itself.
package enum StoreHeld: Error, CustomStringConvertible {
    case byAgent, byHub

    package var description: String {
        switch self {
        case .byAgent: "an agent works on this store already: stop it first"
        case .byHub: "the hub serves from this store already: stop it first"
        }
    }
}

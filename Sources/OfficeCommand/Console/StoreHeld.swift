/// Another process has the store, and the command cannot be done there.
package enum StoreHeld: Error, Equatable, CustomStringConvertible {
    case byAgent, byHub, byDesk
    /// It has a socket and does not answer there.
    case silent(holder: Int32?)
    /// It took the command, and ended or fell silent with it.
    case lost(holder: Int32?)

    package var description: String {
        switch self {
        case .byAgent: "an agent works on this store already: stop it first"
        case .byDesk:
            "a desk is open on this store already: type its address into the browser for a link, "
                + "or stop it first"
        case .byHub: "the hub serves from this store already: stop it first"
        case .silent(let holder):
            "\(StoreHeld.name(holder)) does not answer: nothing was done; see whether it is "
                + "stopped or stuck, and try again"
        case .lost(let holder):
            "\(StoreHeld.name(holder)) took the command, and ended or fell silent with it: look "
                + "whether it was done before you try again"
        }
    }

    /// Whether time alone may help.
    package var mayTryAgain: Bool {
        switch self {
        case .byAgent, .byHub, .byDesk: false
        case .silent, .lost: true
        }
    }

    private static func name(_ holder: Int32?) -> String {
        "the process that has this store" + (holder.map { " (\($0))" } ?? "")
    }
}

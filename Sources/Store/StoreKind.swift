/// Whose store it is: an office's or central replica, or the hub.
package enum StoreKind: String, Sendable {
    case replica
    case hub
}

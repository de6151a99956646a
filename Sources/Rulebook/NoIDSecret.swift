/// The hub has not said yet with what new records are named here: the first exchange does.
package struct NoIDSecret: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String {
        "the hub has not said yet how new records are named here: run `bridgework sync` once, "
            + "then try again"
    }
}

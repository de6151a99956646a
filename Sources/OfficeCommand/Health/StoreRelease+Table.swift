package import Store
package import Tables

extension StoreRelease {
    /// What an upgrade does, part by part.
    package var table: Table {
        let parts = [("tables", tables), ("record types", schema), ("rules", rules)]
        var table = Table(["part", "store", "program", "upgrade"])
        for (name, step) in parts {
            let isDue = !step.isCurrent
            table.add([
                .init(name), .init(step.found), .init(step.known),
                .init(isDue ? "yes" : "no", json: isDue ? "true" : "false"),
            ])
        }
        return table
    }

    /// What an upgrade does, in a sentence.
    ///
    /// - Parameter isDone: whether it was done.
    package func words(isDone: Bool) -> String {
        guard !isCurrent else { return "the store is of this release: there is nothing to upgrade" }
        return isDone
            ? "the store is upgraded; an older release does not open it any more"
            : "an upgrade brings these up in one transaction and draws what people see anew; "
                + "nothing was changed"
    }
}

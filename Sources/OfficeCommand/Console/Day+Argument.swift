package import ArgumentParser
package import Merge

extension Day: ExpressibleByArgument {
    /// A civil date, exactly `YYYY-MM-DD`.
    package init?(argument: String) {
        self.init(argument)
    }
}

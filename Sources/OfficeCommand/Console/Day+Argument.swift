internal import ArgumentParser
internal import Merge

extension Day: ExpressibleByArgument {
    /// A civil date, exactly `YYYY-MM-DD`.
    init?(argument: String) {
        self.init(argument)
    }
}

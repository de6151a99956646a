extension Day {
    /// The day of an instant, in UTC.
    package init(of time: Timestamp) {
        let milliseconds = time.milliseconds
        let day = milliseconds / 86_400_000
        self.init(number: milliseconds % 86_400_000 < 0 ? day - 1 : day)
    }
}

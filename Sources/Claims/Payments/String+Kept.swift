extension String {
    /// Without control characters, and no longer than a field takes.
    func kept(_ bytes: Int) -> String {
        var text = String.UnicodeScalarView()
        var size = 0
        for scalar in unicodeScalars where scalar.properties.generalCategory != .control {
            size += scalar.utf8.count
            guard size <= bytes else { break }
            text.append(scalar)
        }
        return String(text)
    }
}

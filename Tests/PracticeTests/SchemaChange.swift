/// Compares two listings: which released lines a later schema does not keep at their place.
enum SchemaChange {
    static func breaking(from old: [String], to new: [String]) -> [String] {
        let later = places(new)
        return places(old).flatMap { unit, fields in
            fields.enumerated().compactMap { index, field in
                let kept = later[unit].flatMap { $0.indices.contains(index) ? $0[index] : nil }
                return kept.map { isKept(field, as: $0) } ?? false ? nil : "\(unit).\(field)"
            }
        }
    }

    /// `type.attribute.shape.part` to its fields in order.
    private static func places(_ lines: [String]) -> [String: [String]] {
        lines.reduce(into: [:]) { places, line in
            let parts = line.split(separator: ".", maxSplits: 4).map(String.init)
            places[parts[..<4].joined(separator: "."), default: []].append(parts[4])
        }
    }

    private static func isKept(_ old: String, as new: String) -> Bool {
        // What had to be there and need not any more is read as before.
        if old == new || old == new + "!" { return true }
        guard old.contains("choice("), let close = old.lastIndex(of: ")") else { return false }
        return new.hasPrefix(old[..<close] + "|") && new.hasSuffix(old[close...])
    }
}

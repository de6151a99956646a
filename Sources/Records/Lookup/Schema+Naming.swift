package import Merge

extension Schema {
    /// The type people name in any case, with hyphens or underscores.
    package func type(named name: String) throws(DeedProblem) -> RecordType {
        let plain = name.lowercased().replacing("-", with: "_")
        if let type = self[plain] { return type }
        let likely = types.map(\.name).filter {
            $0.hasPrefix(plain.prefix(3)) || $0.contains(plain)
        }
        throw .unknownType(likely: likely)
    }
}

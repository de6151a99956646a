package import Merge
package import Store

extension StoreTransaction {
    /// The record a person names: by its code, NPI or login, its whole id, or the end of it.
    package func find(_ type: RecordType, _ name: String) throws -> RecordID {
        if let id = RecordID(hexadecimal: name) {
            guard try self.type(of: id) == type.name else {
                throw DeskError.noSuchRecord(type: type.name)
            }
            return id
        }
        var found = try holders(of: name, type)
        if found.isEmpty, name.utf8.count >= 4 { found = try ids(of: type, endingIn: name) }
        guard let id = found.first else { throw DeskError.noSuchRecord(type: type.name) }
        guard found.count == 1 else {
            throw DeskError.ambiguous(type: type.name, candidates: found)
        }
        return id
    }
}

extension Schema {
    /// The type people name in any case, with hyphens or underscores.
    package func type(named name: String) throws(DeskError) -> RecordType {
        let plain = name.lowercased().replacing("-", with: "_")
        if let type = self[plain] { return type }
        let likely = types.map(\.name).filter {
            $0.hasPrefix(plain.prefix(3)) || $0.contains(plain)
        }
        throw .unknownType(likely: likely)
    }
}

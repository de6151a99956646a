package import Merge

// The file: eight bytes that name it, the seat, then change set by change set its kind, id, length
// and bytes, and at the end 16 bytes of the SHA-256 of all before. Numbers are big-endian.

extension SalvagedWork {
    private static let magic = Array("BWSALV1\n".utf8)
    private static let none = RecordID(bits: 0)

    package var encoded: [UInt8] {
        var bytes = SalvagedWork.magic
        bytes += (seat.group ?? SalvagedWork.none).bytes
        bytes += (seat.office ?? SalvagedWork.none).bytes
        let role = Array((seat.role?.rawValue ?? "").utf8)
        bytes.append(UInt8(clamping: role.count))
        bytes += role
        for changeSet in changeSets {
            bytes.append(changeSet.isSealed ? 2 : 1)
            bytes += changeSet.id.bytes
            withUnsafeBytes(of: UInt32(clamping: changeSet.bytes.count).bigEndian) { bytes += $0 }
            bytes += changeSet.bytes
        }
        return bytes + SealedChangeSet.address(of: bytes[...]).bytes
    }

    /// - Throws: `SalvageError` for a file that is not, or not wholly, what was written.
    package init(decoding file: Bytes) throws(SalvageError) {
        self.init()
        guard file.starts(with: SalvagedWork.magic) else { throw .notSalvaged }
        guard file.count > SalvagedWork.magic.count + 16,
            SealedChangeSet.address(of: file.dropLast(16)).bytes == Array(file.suffix(16))
        else { throw .damagedFile }
        var rest = file.dropFirst(SalvagedWork.magic.count).dropLast(16)
        let group = try SalvagedWork.id(&rest) as RecordID
        let office = try SalvagedWork.id(&rest) as RecordID
        seat.group = group == SalvagedWork.none ? nil : group
        seat.office = office == SalvagedWork.none ? nil : office
        let role = try SalvagedWork.take(Int(SalvagedWork.take(1, &rest).first ?? 0), &rest)
        seat.role = Role(rawValue: String(decoding: role, as: UTF8.self))
        while !rest.isEmpty {
            let kind = try SalvagedWork.take(1, &rest).first
            let id = try SalvagedWork.id(&rest) as ChangeSetID
            let count = try SalvagedWork.take(4, &rest).reduce(0) { $0 << 8 | Int($1) }
            let bytes = try SalvagedWork.take(count, &rest)
            let changeSet = SalvagedChangeSet(
                id: id, bytes: Array(bytes)[...], isSealed: kind == 2)
            guard changeSet.isWhole else { throw .damagedFile }
            changeSets.append(changeSet)
        }
    }

    private static func take(_ count: Int, _ rest: inout Bytes) throws(SalvageError) -> Bytes {
        guard rest.count >= count else { throw .damagedFile }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func id<ID: SixteenByteID>(_ rest: inout Bytes) throws(SalvageError) -> ID {
        guard let id = ID(bytes: try take(16, &rest)) else { throw .damagedFile }
        return id
    }
}

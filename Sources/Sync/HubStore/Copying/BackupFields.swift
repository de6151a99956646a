import Merge

/// The fields of one message, by number: what is missing is empty, as protobuf has it.
struct BackupFields {
    let bytes: Bytes

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    func text(_ number: Int) throws -> String { try read().text(number) }

    /// Fields that are read; numbers as their varints, the rest as runs of bytes.
    func read() throws(MergeError) -> Read {
        var reader = FieldReader(bytes, reading: .records)
        let malformed = reader.malformed
        var runs: [(number: Int, run: Bytes)] = []
        var numbers: [(number: Int, value: UInt64)] = []
        while !reader.isAtEnd {
            let tag = try reader.tag()
            switch tag.wire {
            case 0: numbers.append((Int(clamping: tag.field), try reader.varint()))
            case 2: runs.append((Int(clamping: tag.field), try reader.counted()))
            default: try reader.skip(wire: tag.wire)
            }
        }
        return Read(runs: runs, numbers: numbers, malformed: malformed)
    }

    /// What was read.
    struct Read {
        fileprivate let runs: [(number: Int, run: Bytes)]
        fileprivate let numbers: [(number: Int, value: UInt64)]
        let malformed: MergeError

        fileprivate init(
            runs: [(number: Int, run: Bytes)], numbers: [(number: Int, value: UInt64)],
            malformed: MergeError
        ) {
            self.runs = runs
            self.numbers = numbers
            self.malformed = malformed
        }
    }
}

extension BackupFields.Read {
    func has(_ number: Int) -> Bool {
        runs.contains { $0.number == number } || numbers.contains { $0.number == number }
    }

    func all(_ number: Int) -> [Bytes] {
        runs.filter { $0.number == number }.map(\.run)
    }

    func bytes(_ number: Int) throws -> Bytes {
        runs.last { $0.number == number }?.run ?? []
    }

    func text(_ number: Int) throws -> String {
        guard let text = String(validating: try bytes(number), as: UTF8.self) else {
            throw malformed
        }
        return text
    }

    func number(_ number: Int) throws -> UInt64 {
        numbers.last { $0.number == number }?.value ?? 0
    }

    func count(_ number: Int) throws -> Int {
        guard let count = Int(exactly: try self.number(number)) else { throw malformed }
        return count
    }

    func time(_ number: Int) throws -> Timestamp {
        let value = try self.number(number)
        return Timestamp(
            milliseconds: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
    }

    func optionalTime(_ number: Int) throws -> Timestamp? {
        has(number) ? try time(number) : nil
    }

    func id<ID: SixteenByteID>(_ number: Int) throws -> ID {
        guard let id = ID(bytes: try bytes(number)) else { throw malformed }
        return id
    }

    func optionalID<ID: SixteenByteID>(_ number: Int) throws -> ID? {
        has(number) ? try id(number) : nil
    }

    func ids(_ number: Int) throws -> [RecordID] {
        try all(number).map { run in
            guard let id = RecordID(bytes: run) else { throw malformed }
            return id
        }
    }

    func role() throws -> Role {
        guard let role = Role(rawValue: try text(1)) else { throw malformed }
        return role
    }

    func office() throws -> RecordID? { try optionalID(2) }

    func scopes() throws -> [Scope] {
        try all(3).map { run in
            guard let text = String(validating: run, as: UTF8.self), let scope = Scope(text) else {
                throw malformed
            }
            return scope
        }
    }
}

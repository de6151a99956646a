package import Merge
internal import Tables

extension RecordLookup {
    /// The record a person names: by its code, NPI or login, its whole id, or the end of it.
    ///
    /// - Throws: `DeedProblem` where none or several go by that name, or it left this replica.
    package func find(_ type: RecordType, _ name: String) throws(DeedProblem) -> RecordID {
        if let id = RecordID(hexadecimal: name) {
            guard record(id)?.type.name == type.name else { throw missing(type, name) }
            return id
        }
        var found = holders(of: name, type)
        if found.isEmpty, name.utf8.count >= RecordNaming.suffixMin {
            found = records(type, endingIn: name)
        }
        guard let id = found.first else { throw missing(type, name) }
        guard found.count == 1 else {
            throw .ambiguous(type: type.name, candidates: found)
        }
        return id
    }

    /// The same, with what it shows.
    package func view(_ type: RecordType, _ name: String) throws(DeedProblem) -> RecordView {
        guard let view = record(try find(type, name)) else {
            throw .noSuchRecord(type: type.name)
        }
        return view
    }

    /// The record that a question about what belongs to one is about: the one that goes by that
    /// name, or the one that stands for it.
    ///
    /// - Throws: as `find`; and where the one that stands is not known here.
    package func findStanding(
        _ type: RecordType, _ name: String
    ) throws(DeedProblem) -> RecordID {
        let view = try view(type, name)
        guard absentStandIn(for: view) == nil else { throw .standsElsewhere(type: type.name) }
        return standIn(for: view).id
    }

    /// The user whose login is given; `nil` for none given.
    package func actor(login: String?) throws(DeedProblem) -> RecordID? {
        guard let login else { return nil }
        let holders = holders(of: login, .user)
        guard let id = holders.first else { throw .noSuchUser }
        guard holders.count == 1 else {
            throw .ambiguous(type: RecordType.user.name, candidates: holders)
        }
        guard record(id)?[User.isDisabled] != true else { throw .disabledUser }
        return id
    }

    /// Finds the records that codes, ids and ends of ids in assignments name.
    ///
    /// Whoever types an id is told the same of a record that is nowhere and of one that is another
    /// office's.
    package var resolve: FieldParser.Resolve {
        { typeName, text in
            guard let type = schema[typeName] else {
                // Of any type: only a whole id names it.
                return FieldParser.idsOnly(type: typeName, text: text).flatMap { id in
                    record(id) == nil
                        ? .failure(.unknownReference(type: typeName)) : .success(id)
                }
            }
            do throws(DeedProblem) { return .success(try find(type, text)) } catch .ambiguous(
                _, let candidates)
            {
                return .failure(.ambiguousReference(type: typeName, among: candidates))
            } catch {
                return .failure(.unknownReference(type: typeName))
            }
        }
    }

    /// Looks at every id of the type; a store that has a quicker way says so.
    package func records(_ type: RecordType, endingIn suffix: String) -> [RecordID] {
        guard let digits = RecordNaming.digits(suffix) else { return [] }
        return records(type).map(\.id).filter { $0.description.hasSuffix(digits) }
    }

    private func missing(_ type: RecordType, _ name: String) -> DeedProblem {
        let departure = departure(of: type, name)
        return departure.map { .departed(type: type.name, $0) } ?? .noSuchRecord(type: type.name)
    }
}

/// How much of an id names a record.
package enum RecordNaming {
    /// Fewer digits name nothing by themselves.
    package static let suffixMin = 4

    /// The end of an id as ids are written; `nil` for what no id ends in.
    package static func digits(_ suffix: String) -> String? {
        let lowered = suffix.lowercased()
        let isOfID = lowered.allSatisfy { $0.isASCII && $0.isHexDigit || $0 == "-" }
        return lowered.isEmpty || !isOfID ? nil : lowered
    }
}

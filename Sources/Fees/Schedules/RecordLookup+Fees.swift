import Merge
package import Records

extension RecordLookup {
    /// The fee schedule that goes by that code, id or end of an id.
    package func feeSchedule(_ name: String) throws(DeedProblem) -> FeeSchedule {
        FeeSchedule(try view(.feeSchedule, name), lookup: self)
    }

    /// The release of a code system that goes by that name, such as `CDT 2025`.
    package func codeRelease(_ name: String) throws(DeedProblem) -> CodeRelease {
        guard let release = CodeRelease(try view(.codeSetRelease, name)) else {
            throw .noSuchRecord(type: RecordType.codeSetRelease.name)
        }
        return release
    }
}

extension FeeSchedule {
    /// The draft that the end of an id means, or the only open one; `nil` where none is open.
    package func openDraft(_ name: String?) throws(FeeError) -> FeeDraft? {
        guard let name else {
            let open = openDrafts
            guard open.count < 2 else { throw .severalDrafts(open.map(\.id.description)) }
            return open.first
        }
        let found = drafts.filter { $0.id.description.hasSuffix(name.lowercased()) }
        guard let first = found.first else { throw .noDraft }
        guard found.count == 1 else { throw .severalDrafts(found.map(\.id.description)) }
        return first
    }

    /// - Throws: `FeeError.noSuchVersion`.
    package func required(version number: Int64) throws(FeeError) -> FeeVersion {
        guard let found = version(number: number) else { throw .noSuchVersion(number) }
        return found
    }
}

extension FeeVersion {
    /// - Throws: `FeeError.unsoundVersion` where its lines are not those of its digest.
    package func soundLines() throws(FeeError) -> FeeLines {
        guard let lines else { throw .unsoundVersion(number) }
        return lines
    }
}

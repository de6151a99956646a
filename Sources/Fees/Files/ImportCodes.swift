package import Merge
package import Records

/// A customer's own file of a code system taken in: all of its codes, or none; a second import of
/// an edition corrects it.
package struct ImportCodes: Deed {
    package var bytes: Bytes
    package var system: String
    package var edition: String
    package var effectiveFrom: Day?
    package var effectiveThrough: Day?
    package var licenceHolder: String?
    package var withLabels = false

    package init(bytes: Bytes, system: String, edition: String) {
        self.bytes = bytes
        self.system = system
        self.edition = edition
    }

    /// What became of it.
    package struct Outcome: Sendable {
        package let file: CodeFile
        package let release: RecordID
        /// Codes that are new or say something else.
        package let changed: Int
        package let isAccepted: Bool
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        if withLabels, licenceHolder?.isEmpty ?? true { throw FeeError.noLicence }
        let file = CodeFile.read(bytes, system: system, hasLicence: withLabels)
        let id = CodeRelease.id(system: system, edition: edition, in: records)
        guard file.problems.isEmpty else {
            return Outcome(file: file, release: id, changed: 0, isAccepted: false)
        }
        let standing = records.record(id).flatMap { CodeRelease($0) }
        let codes = file.entries.sorted { $0.key < $1.key }
            .filter { standing?.codes[$0.key] != $0.value }
            .map { code, entry in
                Write(
                    CodeSetRelease.codes, id, key: [CodeSetRelease.Codes.code(code)], entry.fields)
            }
        if standing == nil { try writes.add(naming(id, who.actor)) }
        try writes.add(records.record(id).map { licensing($0) } ?? [])
        try writes.add(codes)
        return Outcome(file: file, release: id, changed: codes.count, isAccepted: true)
    }

    /// Who holds the licence, where an edition that stands names somebody else or nobody.
    private func licensing(_ view: RecordView) -> [Write] {
        guard let licenceHolder, !licenceHolder.isEmpty,
            view[CodeSetRelease.licenceHolder] != licenceHolder
        else { return [] }
        return [
            Write(
                CodeSetRelease.licence, view.id,
                [
                    CodeSetRelease.licenceHolder(licenceHolder),
                    CodeSetRelease.licenceNote(view[CodeSetRelease.licenceNote]),
                ])
        ]
    }

    private func naming(_ id: RecordID, _ actor: RecordID?) -> [Write] {
        [
            Write(CodeSetRelease.name, id, "\(system) \(edition)"),
            Write(
                CodeSetRelease.identity, id,
                [
                    CodeSetRelease.system(system), CodeSetRelease.edition(edition),
                    CodeSetRelease.effectiveFrom(effectiveFrom),
                    CodeSetRelease.effectiveThrough(effectiveThrough),
                    CodeSetRelease.fileDigest(ContentDigest.hexadecimal(of: bytes)),
                    CodeSetRelease.importedBy(actor),
                ]),
            Write(
                CodeSetRelease.licence, id, [CodeSetRelease.licenceHolder(licenceHolder)]),
        ]
    }
}

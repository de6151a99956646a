package import Merge
package import Practice
import Store

extension Desk {
    /// A customer's own file of a code system.
    package struct CodeImportRequest: Sendable {
        package var bytes: Bytes
        package var system: String
        package var edition: String
        package var effectiveFrom: Day?
        package var effectiveThrough: Day?
        package var licenceHolder: String?
        package var withLabels = false
        package var isDryRun = false

        package init(bytes: Bytes, system: String, edition: String) {
            self.bytes = bytes
            self.system = system
            self.edition = edition
        }
    }

    /// What became of it.
    package struct CodeImportOutcome: Sendable {
        package let file: CodeFile
        package let release: RecordID
        package let written: Int
        package let receipt: WriteReceipt
        package let isAccepted: Bool
    }

    /// Takes a release in: all of its codes, or none; a second import of an edition corrects it.
    package func importCodes(
        _ request: CodeImportRequest, actor: RecordID?, reason: String
    ) throws -> CodeImportOutcome {
        if request.withLabels, request.licenceHolder?.isEmpty ?? true { throw FeeError.noLicence }
        let file = CodeFile.read(
            request.bytes, system: request.system, hasLicence: request.withLabels)
        let id = try read { lookup, _ in
            CodeRelease.id(system: request.system, edition: request.edition, in: lookup)
        }
        guard file.problems.isEmpty, !request.isDryRun else {
            return CodeImportOutcome(
                file: file, release: id, written: 0, receipt: WriteReceipt(),
                isAccepted: file.problems.isEmpty)
        }
        return try store.write { transaction in
            let lookup = transaction.lookup
            let standing = lookup.record(id).flatMap { CodeRelease($0) }
            let codes = file.entries.sorted { $0.key < $1.key }
                .filter { standing?.codes[$0.key] != $0.value }
                .map { code, entry in
                    Write(
                        record: id, type: RecordType.codeSetRelease.name, attribute: "codes",
                        key: Value([.text(code)]).encoded, value: entry.encoded)
                }
            let writes = (standing == nil ? naming(id, request, actor) : []) + codes
            let receipt =
                try writes.isEmpty
                ? WriteReceipt()
                : write(writes, actor: actor, reason: reason, in: &transaction)
            return CodeImportOutcome(
                file: file, release: id, written: codes.count, receipt: receipt,
                isAccepted: true)
        }
    }

    private func naming(
        _ id: RecordID, _ request: CodeImportRequest, _ actor: RecordID?
    ) -> [Write] {
        let day = { (day: Day?) -> Scalar in day.map { .int($0.number) } ?? .null }
        let units: [(String, [Scalar])] = [
            ("name", [.text("\(request.system) \(request.edition)")]),
            (
                "identity",
                [
                    .text(request.system), .text(request.edition), day(request.effectiveFrom),
                    day(request.effectiveThrough),
                    .text(ContentDigest.hexadecimal(of: request.bytes)),
                    actor.map { .blob($0.bytes[...]) } ?? .null,
                ]
            ),
            ("licence", [request.licenceHolder.map { .text($0) } ?? .null, .null]),
        ]
        return units.map { attribute, scalars in
            Write(
                record: id, type: RecordType.codeSetRelease.name, attribute: attribute,
                value: Value(scalars).encoded)
        }
    }

    /// Two releases by their names, such as `CDT 2025`.
    package func codeReleases(
        _ first: String, _ second: String
    ) throws -> (CodeRelease, CodeRelease) {
        try read { lookup, transaction in
            let found = try [first, second].map { name in
                let id = try find(.codeSetRelease, name, transaction)
                guard let release = lookup.record(id).flatMap({ CodeRelease($0) }) else {
                    throw DeedProblem.noSuchRecord(type: RecordType.codeSetRelease.name)
                }
                return release
            }
            guard found[0].id != found[1].id else { throw FeeError.sameRelease }
            return (found[0], found[1])
        }
    }
}

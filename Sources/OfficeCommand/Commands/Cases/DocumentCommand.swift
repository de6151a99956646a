import ArgumentParser
import Foundation
import Merge
internal import Participation
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// Letters, forms and certificates.
struct DocumentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "Keep, list and hand out documents.",
        discussion: """
            A document's record syncs like any other. Its bytes stay in the folder of the store \
            it was added to (documents/, by SHA-256): they do not travel to other replicas yet.
            """,
        subcommands: [Add.self, ListDocuments.self, ShowDocument.self, Export.self],
        defaultSubcommand: ListDocuments.self)

    /// A new one.
    struct Add: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a file as a document, and print its id.",
            discussion: """
                The subject says who sees the record: with one, whoever sees the subject; with \
                none or several, the centre.

                Example: bridgework document add letter.pdf --kind letter --title "Approval" \
                --subject enrollment:3f2a91bc
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The file.")
        var file: String

        @Option(help: "letter, portalCapture, form, agreement, w9, licence, coi, eob, …")
        var kind: String

        @Option(help: "What people call it.")
        var title: String

        @Option(help: "What it is about, as TYPE:ID; may be repeated.")
        var subject: [String] = []

        @Option(help: "The day on it, YYYY-MM-DD.")
        var issued: Day?

        @Option(help: "The last day it holds, YYYY-MM-DD.")
        var expires: Day?

        func validate() throws {
            guard subject.allSatisfy({ $0.split(separator: ":").count == 2 }) else {
                throw ValidationError("--subject takes TYPE:ID, such as practitioner:2000000002.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let kinds = Document.documentKinds
            guard kinds.contains(kind) else {
                throw EditProblem.invalid(field: Document.kind.name, .notChoice(kinds))
            }
            var draft = try EvidenceFile.draft(console.absolute(file), kind: kind, title: title)
            draft.issuedOn = issued
            draft.expiresOn = expires
            let subjects = subject.map { text in
                let parts = text.split(separator: ":").map(String.init)
                return (type: parts[0], name: parts[1])
            }
            console.tell(try perform(AddDocument(draft, about: subjects), at: desk, deed))
        }
    }

    /// Lists documents, those that its options choose.
    struct ListDocuments: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List documents, and whether their bytes are here.",
            discussion: "JSON: id, kind, title, issuedOn, expiresOn, byteCount, here, digest.")

        @OptionGroup var options: DeskOptions

        @Option(help: "Only this kind.")
        var kind: String?

        @Option(help: "Only what is about this record, as TYPE:ID.")
        var subject: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Table(DocumentRow.columns, of: "document")
            let folder = DocumentFolder(desk.store.folder)
            try desk.store.read { transaction in
                let lookup = transaction.lookup
                let about = try subject.map { text in
                    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
                    return try desk.find(
                        desk.type(named: parts[0]), parts.last ?? "", transaction)
                }
                for view in lookup.records(.document) where view.isActive {
                    guard kind.map({ view[Document.kind] == $0 }) ?? true,
                        about.map({ DocumentRow.subjects(view).contains($0) }) ?? true
                    else { continue }
                    listing.add(DocumentRow.cells(view, folder))
                }
            }
            try output.print(listing, heldBy: desk.office, to: console)
        }
    }

    /// One.
    struct ShowDocument: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a document and what it is about.",
            discussion: "JSON: as `document list`.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The document's id or the end of it.")
        var id: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Table(DocumentRow.columns)
            let folder = DocumentFolder(desk.store.folder)
            try desk.store.read { transaction in
                let lookup = transaction.lookup
                let found = try desk.find(.document, id, transaction)
                guard let view = lookup.record(found) else { return }
                listing.add(DocumentRow.cells(view, folder))
                let names = RecordNames(lookup)
                for subject in DocumentRow.subjects(view).sorted() {
                    let type = lookup.record(subject)?.type.name ?? "record not here"
                    console.say("about \(type) \(names.cell(subject).plain)")
                }
            }
            try output.print(listing, to: console)
        }
    }

    /// Its bytes.
    struct Export: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a document's bytes to a new file.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The document's id or the end of it.")
        var id: String

        @Argument(help: "The file; it must not exist.")
        var file: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let path = console.absolute(file)
            let digest = try desk.store.read { transaction in
                transaction.lookup.record(try desk.find(.document, id, transaction))?[
                    Document.digest]
            }
            guard let digest, let bytes = try DocumentFolder(desk.store.folder).bytes(of: digest)
            else { throw Problem.elsewhere }
            guard !FileManager.default.fileExists(atPath: path) else { throw Problem.exists(path) }
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
            else { throw Problem.unwritable(path) }
            console.line(path)
        }
    }

    /// Why a document was not handed out.
    enum Problem: Error, CustomStringConvertible {
        case elsewhere
        case exists(String)
        case unwritable(String)

        var description: String {
            switch self {
            case .elsewhere:
                "the document's bytes are not in this store: they stay where they were added"
            case .exists(let path): "\(path) exists already: name a new file"
            case .unwritable(let path): "\(path) cannot be written: check the folder"
            }
        }
    }
}

/// A document as a row.
private enum DocumentRow {
    static let columns: [Table.Column] = [
        "id", "kind", "title", "issuedOn", "expiresOn", .detail("byteCount"), "here",
        .detail("digest"),
    ]

    static func cells(_ view: RecordView, _ folder: DocumentFolder) -> [Table.Cell] {
        let digest = view[Document.digest]
        return [
            .init(id: view.id), .init(view[Document.kind] ?? ""), .init(view[Document.title] ?? ""),
            .init(view[Document.issuedOn]), .init(view[Document.expiresOn]),
            view[Document.byteCount].map { .init($0) } ?? .blank,
            .init(digest.map(folder.contains) ?? false),
            digest.map { .init($0, table: String($0.prefix(12))) } ?? .blank,
        ]
    }

    static func subjects(_ view: RecordView) -> Set<RecordID> {
        let others = view[Document.subjects, each: Document.Subjects.subject]
        return Set(others + [view[Document.subject]].compactMap(\.self))
    }
}

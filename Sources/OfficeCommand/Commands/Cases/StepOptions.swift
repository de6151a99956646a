import ArgumentParser
import Foundation
import Merge
internal import Participation
internal import Records
import Replica

/// What a step of any record may say beside its name.
struct StepOptions: ParsableArguments {
    @Option(help: "When it happened, YYYY-MM-DD; today if not given.")
    var on: Day?

    @Option(help: "What there is to say.")
    var comment: String?

    @Option(help: "A reference number of the payor's.")
    var reference: String?

    var words: StepWords {
        var words = StepWords()
        words.happenedOn = on
        words.comment = comment
        words.reference = reference
        return words
    }
}

/// What a step of a case or a notice may carry beside.
struct CaseStepOptions: ParsableArguments {
    @OptionGroup var said: StepOptions

    @Option(help: "The day it takes effect: the first day in network, or at an end the last.")
    var effective: Day?

    @Option(help: "The evidence: a document's id or the end of it, or a FILE to keep.")
    var document: String?

    @Option(help: "The document whose dates this one takes the place of.")
    var supersedes: String?

    @Option(help: "portal, email, fax, mail, caqh or phone.")
    var channel: Channel?

    enum Channel: String, CaseIterable, ExpressibleByArgument {
        case portal, email, fax, mail, caqh, phone
    }

    func request(_ step: String, _ console: Console) throws -> StepRequest {
        var request = StepRequest(step)
        request.happenedOn = said.on
        request.effectiveOn = effective
        request.evidence = try document.map { try EvidenceFile.read($0, console) }
        request.supersedes = supersedes
        request.reference = said.reference
        request.channel = channel?.rawValue
        request.comment = said.comment
        return request
    }
}

/// Reads what `--document` names: a file, if there is one of that name, else a document's id.
enum EvidenceFile {
    /// - Throws: `ImportFile.Problem` for a folder, a file too large or one nobody may read.
    static func read(_ text: String, _ console: Console) throws -> Evidence {
        let path = console.absolute(text)
        let isPath = text.contains("/") || text.contains(".")
        guard isPath || FileManager.default.fileExists(atPath: path) else { return .named(text) }
        let name = String(text.split(separator: "/").last ?? "letter")
        return .file(try draft(path, kind: "letter", title: name))
    }

    static func draft(_ path: String, kind: String, title: String) throws -> DocumentDraft {
        let bytes = try ImportFile(path, bytesMax: DocumentLimits.bytesMax).bytes()
        guard !bytes.isEmpty else { throw Problem.empty(path) }
        var draft = DocumentDraft(kind: kind, title: title, bytes: bytes)
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        draft.mediaType = mediaTypes[ending]
        return draft
    }

    /// Why a file is no evidence.
    enum Problem: Error, CustomStringConvertible {
        case empty(String)

        var description: String {
            switch self {
            case .empty(let path): "\(path) is empty: name the file that holds the document"
            }
        }
    }

    private static let mediaTypes = [
        "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "tif": "image/tiff", "tiff": "image/tiff", "txt": "text/plain", "csv": "text/csv",
        "eml": "message/rfc822",
    ]
}

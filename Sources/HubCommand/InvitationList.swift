import ArgumentParser
import Foundation
import Hub
import Identity
import Merge
import OfficeCommand
internal import Tables

// A group of eight offices is let in with one file and one command. A row says what somebody would
// have typed for one machine, and is judged as that would be.

/// A CSV file of machines to invite: columns are options of `invite`, a row is a machine.
struct InvitationList {
    private let path: String
    private let invitations: [(line: Int, invite: Invite)]

    private static let columns = ["office", "central", "role", "scopes", "name"]
    private static let rowsMax = 1_000

    /// - Throws: `Problem` with the line that cannot be understood.
    init(at path: String, expires: String) throws {
        guard let data = FileManager.default.contents(atPath: path),
            var rows = HeadedRows(Bytes(data))
        else { throw Problem.unreadable(path) }
        let header = rows.header
        if let stranger = header.names.first(where: { !InvitationList.columns.contains($0) }) {
            throw Problem.line(
                path, rows.first.line,
                "there is no column \(DisplayText.visible(stranger)); there are "
                    + InvitationList.columns.joined(separator: ", "))
        }
        var invitations: [(Int, Invite)] = []
        while let (row, faults) = rows.next() {
            if let fault = faults.first {
                throw Problem.line(path, row.line, "\(fault.reason)")
            }
            guard invitations.count < InvitationList.rowsMax else {
                throw Problem.line(path, row.line, "more than \(InvitationList.rowsMax) machines")
            }
            let words = InvitationList.columns.flatMap { column in
                row[column].isEmpty ? [] : ["--\(column)=\(row[column])"]
            }
            do {
                let invite = try Invite.parse(words + ["--expires", expires])
                invitations.append((row.line, invite))
            } catch {
                throw Problem.line(path, row.line, Invite.message(for: error))
            }
        }
        guard !invitations.isEmpty else { throw Problem.unreadable(path) }
        self.path = path
        self.invitations = invitations
    }

    /// Invites every machine, and writes a sheet for each into `folder`.
    ///
    /// - Throws: before anything was done, where a row's office is not known or a sheet is there.
    func invite(
        into folder: String, _ desk: HubDesk, _ console: Console, _ format: OutputFormat
    ) async throws {
        try check(folder, desk)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        var listing = Table(["name", "sheet", "expires", "replaces"])
        for (line, invite) in invitations {
            let invited: Invited
            do { invited = try invite.invited(by: desk) } catch let error as HubError {
                throw Problem.line(path, line, "\(error)")
            }
            let sheet = InvitationList.sheet(folder, invite)
            let text = await text(of: invited)
            try OutputFile(sheet).write(Array(text.utf8), replacing: false)
            listing.add([
                .init(invited.name), .init(sheet),
                .init(invited.token.expiry.formatted(.iso8601)),
                .init(optional: invited.replaces?.description),
            ])
        }
        listing.print(format, to: console)
    }

    private func check(_ folder: String, _ desk: HubDesk) throws {
        var sheets: Set<String> = []
        for (line, invite) in invitations {
            if let office = invite.office {
                do { _ = try desk.office(code: office) } catch let error as HubError {
                    throw Problem.line(path, line, "\(error)")
                }
            }
            let sheet = InvitationList.sheet(folder, invite)
            guard sheets.insert(sheet).inserted else {
                throw Problem.line(
                    path, line, "two machines would be called alike: give them names")
            }
            guard !FileManager.default.fileExists(atPath: sheet) else {
                throw OutputFile.Problem.exists(sheet)
            }
        }
    }

    /// A file's name from the machine's: letters, digits and hyphens.
    private static func sheet(_ folder: String, _ invite: Invite) -> String {
        let name = invite.name ?? invite.central ?? invite.office ?? ""
        let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return folder + "/" + String(plain) + ".txt"
    }

    private func text(of invited: Invited) async -> String {
        let picture = await QRPicture.of(invited.token.text).map {
            "The same line for a camera:\n\n\($0)\n"
        }
        return """
            Bridgework: an invitation for the machine \(invited.name)

            On that machine, type

                sudo -u bridgework bridgework setup

            and give it the line below. It is good once, until
            \(invited.token.expiry.formatted(.iso8601)).

            \(invited.token.text)

            It asks whether the authority's fingerprint is this one:

                \(invited.token.fingerprint.spoken)

            \(picture ?? "")Whoever has this sheet can join in the machine's place: hand it over in
            person, and destroy it afterwards.

            """
    }

    /// What is wrong with a list; nobody was invited.
    enum Problem: Error, Equatable, CustomStringConvertible {
        case unreadable(String)
        case line(String, Int, String)

        var description: String {
            switch self {
            case .unreadable(let path): "\(path) cannot be read, or names no machine"
            case .line(let path, let line, let words): "\(path):\(line): \(words)"
            }
        }
    }
}

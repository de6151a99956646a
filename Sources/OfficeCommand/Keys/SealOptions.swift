package import ArgumentParser
import Foundation
import Identity
import Sealing
package import Store

/// How a new store's disk is to be sealed.
package struct SealOptions: ParsableArguments, Sendable {
    @Option(
        help: """
            How the disk is sealed: file (the store starts alone), command, passphrase, or none; \
            BRIDGEWORK_SEAL if not given.
            """)
    package var seal: SealChoice?

    @OptionGroup package var source: KeyOptions

    package init() {}

    package func validate() throws {
        if seal == SealChoice.none, source.isGiven {
            throw ValidationError("A key goes with --seal file, command or passphrase.")
        }
    }

    /// What was asked for, or is usual.
    private var choice: SealChoice {
        let environment = ProcessInfo.processInfo.environment
        return seal ?? environment["BRIDGEWORK_SEAL"].flatMap { SealChoice(rawValue: $0) }
            ?? SealChoice.usual
    }

    /// Makes keys for a store that is about to be made in a folder; nothing for one that is there,
    /// or has keys already.
    ///
    /// - Throws: `StoreError.seal`; the folder then has none.
    package func prepare(_ folder: StoreFolder, _ console: Console) throws {
        guard !folder.holdsStore, let mode = choice.mode, !folder.isSealed else { return }
        try folder.prepare()
        let request = try source.request(mode, console)
        let file = try folder.withKeys { keys throws(SealFault) in
            try keys.make(request, environment: ProcessInfo.processInfo.environment)
        }
        console.say(SealWords.promise(file.source, store: folder.path))
    }
}

/// A mode as options take it.
package enum SealChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
    case none, file, command, passphrase

    /// Where nobody says.
    static let usual = SealChoice.none

    /// `nil` for a store in clear.
    var mode: KeyMode? { KeyMode(rawValue: rawValue) }
}

/// Where the key comes from that a store's keys are wrapped under.
package struct KeyOptions: ParsableArguments, Sendable {
    @Option(help: "With file: where the key is, or is made; outside the store.")
    package var keyFile: String?

    @Option(help: "With command: what prints the key, as 64 hexadecimal digits.")
    package var keyCommand: String?

    @Option(help: "With passphrase: a file whose first line it is; asked for if not given.")
    package var passphraseFile: String?

    package init() {}

    var isGiven: Bool { keyFile != nil || keyCommand != nil || passphraseFile != nil }

    /// - Throws: what was given for another mode, or is missing for this one.
    func request(_ mode: KeyMode, _ console: Console) throws -> KeyRequest {
        let given = [
            KeyMode.file: keyFile, .command: keyCommand, .passphrase: passphraseFile,
        ].compactMapValues { $0 }
        guard given.keys.allSatisfy({ $0 == mode }) else { throw KeyProblem.otherMode(mode) }
        switch mode {
        case .file: return .file(path: keyFile.map { console.absolute($0) })
        case .command:
            guard let keyCommand, !keyCommand.contains(where: \.isNewline) else {
                throw KeyProblem.noCommand
            }
            return .command(keyCommand)
        case .passphrase:
            let source = PassphraseSource(file: passphraseFile, console)
            return .passphrase(try source.new(SealWords.passphraseOwner).bytes)
        case .memory: throw KeyProblem.otherMode(mode)
        }
    }
}

/// Why a key cannot be taken as it was given.
enum KeyProblem: Error, Equatable, CustomStringConvertible {
    case otherMode(KeyMode)
    case noCommand
    case notPassphrase

    var description: String {
        switch self {
        case .otherMode(let mode):
            "the mode is \(mode.rawValue), and what was given goes with another: name one mode "
                + "and its key"
        case .noCommand: "the mode command takes --key-command, in one line"
        case .notPassphrase:
            "it is not sealed under a passphrase: whatever opens it fetches its key"
        }
    }
}

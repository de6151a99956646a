import Foundation
import Identity
import Merge
package import Sealing
package import Store
internal import Tables

/// What the commands on a store's keys do, at an office and at a hub.
package struct KeyKeeper {
    private let folder: StoreFolder
    private let console: Console
    private let environment = ProcessInfo.processInfo.environment

    package init(_ folder: StoreFolder, _ console: Console) {
        self.folder = folder
        self.console = console
    }

    /// Prints how the store is sealed; opens nothing.
    package func status(_ format: OutputFormat) throws {
        guard folder.holdsStore else { throw StoreError.missing(folder: folder.path) }
        try folder.checkOwner()
        var listing = Table([
            "sealed", "mode", "keyFile", "withstands", "unlocked", "dataKey", "oldDataKeys",
            "documentsInClear",
        ])
        guard folder.isSealed else {
            listing.add([.init(false)] + Array(repeating: .blank, count: 7))
            listing.print(format, to: console)
            return
        }
        let file = try folder.withKeys { keys throws(SealFault) in try keys.file }
        var path: String?
        if case .file(let named) = file.source { path = named }
        listing.add([
            .init(true), .init(file.source.mode.rawValue), path.map { .init($0) } ?? .blank,
            .init(SealWords.withstands(file.source.mode)),
            file.source.mode == .passphrase
                ? .init(UnlockedKeys.isUnlocked(file.store)) : .blank,
            .init(Int(file.numbers.last ?? 0)), .init(file.numbers.count - 1),
            .init(try DocumentFolder(folder).countInClear()),
        ])
        listing.print(format, to: console)
        if file.numbers.count > 1 { console.say("a rotation was cut short: run `key rotate`") }
    }

    /// Seals a store that is in clear.
    package func convert(_ mode: KeyMode, _ source: KeyOptions) throws {
        let resealing = try StoreResealing(folder)
        // What was cut short goes on with the keys that it had made.
        let request =
            folder.isSealed ? KeyRequest.file(path: nil) : try source.request(mode, console)
        let outcome = try resealing.convert(request, environment: environment)
        console.line(words(of: outcome))
        let file = try folder.withKeys { keys throws(SealFault) in try keys.file }
        console.say(SealWords.promise(file.source, store: folder.path))
        console.say(
            "what was in clear before may still be read on this disk, in blocks that are free "
                + "now, and in earlier copies of the folder: remove those")
    }

    /// Seals all of it under a new data key.
    package func rotate() throws {
        console.line(words(of: try StoreResealing(folder).rotate()))
    }

    private func words(of outcome: StoreResealing.Outcome) -> String {
        "sealed \(Counted(outcome.rows, "row")) and \(Counted(outcome.documents, "document"))"
    }

    /// Wraps the keys under another.
    package func change(_ mode: KeyMode, _ source: KeyOptions) throws {
        try folder.requireSealed()
        try folder.checkOwner()
        let lock = try StoreLock(folder)
        defer { withExtendedLifetime(lock) {} }
        let before = try folder.withKeys { keys throws(SealFault) in try keys.file.source }
        let request = try source.request(mode, console)
        let after = try folder.withKeys { keys throws(SealFault) in
            try keys.change(to: request, environment: environment)
            return try keys.file.source
        }
        console.say(SealWords.promise(after, store: folder.path))
        if case .file(let path) = before, before != after {
            console.say("\(path) opens nothing here any more, but earlier copies: remove it")
        }
    }

    /// Takes a passphrase and keeps the store unlocked until the machine is switched off.
    package func unlock(_ passphraseFile: String?) throws {
        try requirePassphrase()
        let source = PassphraseSource(file: passphraseFile, console)
        let passphrase = try source.known(SealWords.passphraseOwner)
        try folder.withKeys { keys throws(SealFault) in
            try keys.unlock(with: passphrase.bytes)
        }
        console.say("unlocked until this machine is switched off, or `key lock`")
    }

    /// Forgets what `unlock` keeps.
    package func lock() throws {
        try requirePassphrase()
        try folder.withKeys { keys throws(SealFault) in try keys.lock() }
        console.say("locked; whatever has the store open goes on until it ends")
    }

    private func requirePassphrase() throws {
        try folder.requireSealed()
        try folder.checkOwner()
        let mode = try folder.withKeys { keys throws(SealFault) in try keys.file.source.mode }
        guard mode == .passphrase else { throw KeyProblem.notPassphrase }
    }
}

import ArgumentParser
import OfficeCommand
import Sealing

/// The keys of the hub's store.
struct HubKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Seal the hub's disk, say how it is sealed, and change its keys.",
        discussion: KeyTexts.discussion,
        subcommands: [
            HubKeyStatus.self, HubKeyConvert.self, HubKeyChange.self, HubKeyRotate.self,
            HubKeyUnlock.self, HubKeyLock.self,
        ])
}

/// How the store is sealed.
struct HubKeyStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how the store is sealed; nothing is opened.",
        discussion: KeyTexts.status)

    @OptionGroup var options: HubOptions

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run() throws { try KeyKeeper(options.folder, .own).status(format) }
}

/// Seals a store that is in clear.
struct HubKeyConvert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Seal a store that was made in clear.",
        discussion: KeyTexts.convert)

    @OptionGroup var options: HubOptions
    @Option(help: "file, command or passphrase.")
    var mode: KeyMode = .file
    @OptionGroup var source: KeyOptions

    func run() throws { try KeyKeeper(options.folder, .own).convert(mode, source) }
}

/// Wraps the keys under another.
struct HubKeyChange: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Take another key, passphrase or mode; no page is written.",
        discussion: KeyTexts.change)

    @OptionGroup var options: HubOptions
    @Option(help: "file, command or passphrase.")
    var mode: KeyMode
    @OptionGroup var source: KeyOptions

    func run() throws { try KeyKeeper(options.folder, .own).change(mode, source) }
}

/// Seals all of it anew.
struct HubKeyRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Seal all of the store under a new data key.",
        discussion: KeyTexts.rotate)

    @OptionGroup var options: HubOptions

    func run() throws { try KeyKeeper(options.folder, .own).rotate() }
}

/// Unlocks a store after the machine was started.
struct HubKeyUnlock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Type the passphrase after the machine was started.",
        discussion: KeyTexts.unlock)

    @OptionGroup var options: HubOptions
    @Option(help: "A file whose first line is the passphrase; asked for if not given.")
    var passphraseFile: String?

    func run() throws { try KeyKeeper(options.folder, .own).unlock(passphraseFile) }
}

/// Locks it again.
struct HubKeyLock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Forget what `key unlock` keeps.")

    @OptionGroup var options: HubOptions

    func run() throws { try KeyKeeper(options.folder, .own).lock() }
}

package import ArgumentParser
package import Sealing
package import Store

// The same commands at an office and at a hub; only the options differ that name the store.

/// The keys of this machine's store.
package struct KeyCommand<Options: StorePlaceOptions>: ParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "key",
            abstract: "Seal this store's disk, say how it is sealed, and change its keys.",
            discussion: KeyTexts.discussion,
            subcommands: [
                KeyStatus<Options>.self, KeyConvert<Options>.self, KeyChange<Options>.self,
                KeyRotate<Options>.self, KeyUnlock<Options>.self, KeyLock<Options>.self,
            ])
    }

    package init() {}
}

/// Options that say which store a command is about.
package protocol StorePlaceOptions: ParsableArguments {
    var folder: StoreFolder { get throws }
}

extension DeskOptions: StorePlaceOptions {}

/// How the store is sealed.
struct KeyStatus<Options: StorePlaceOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status", abstract: "Say how the store is sealed; nothing is opened.",
            discussion: KeyTexts.status)
    }

    @OptionGroup var options: Options

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run() throws { try KeyKeeper(options.folder, .own).status(format) }
}

/// Seals a store that is in clear.
struct KeyConvert<Options: StorePlaceOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "convert", abstract: "Seal a store that was made in clear.",
            discussion: KeyTexts.convert)
    }

    @OptionGroup var options: Options
    @Option(help: "file, command or passphrase.")
    var mode: KeyMode = .file
    @OptionGroup var source: KeyOptions

    func run() throws { try KeyKeeper(options.folder, .own).convert(mode, source) }
}

/// Wraps the keys under another.
struct KeyChange<Options: StorePlaceOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "change",
            abstract: "Take another key, passphrase or mode; no page is written.",
            discussion: KeyTexts.change)
    }

    @OptionGroup var options: Options
    @Option(help: "file, command or passphrase.")
    var mode: KeyMode
    @OptionGroup var source: KeyOptions

    func run() throws { try KeyKeeper(options.folder, .own).change(mode, source) }
}

/// Seals all of it anew.
struct KeyRotate<Options: StorePlaceOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rotate", abstract: "Seal all of the store under a new data key.",
            discussion: KeyTexts.rotate)
    }

    @OptionGroup var options: Options

    func run() throws { try KeyKeeper(options.folder, .own).rotate() }
}

/// Unlocks a store after the machine was started.
struct KeyUnlock<Options: StorePlaceOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "unlock",
            abstract: "Type the passphrase after the machine was started.",
            discussion: KeyTexts.unlock)
    }

    @OptionGroup var options: Options
    @Option(help: "A file whose first line is the passphrase; asked for if not given.")
    var passphraseFile: String?

    func run() throws { try KeyKeeper(options.folder, .own).unlock(passphraseFile) }
}

/// Locks it again.
struct KeyLock<Options: StorePlaceOptions>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "lock", abstract: "Forget what `key unlock` keeps.")
    }

    @OptionGroup var options: Options

    func run() throws { try KeyKeeper(options.folder, .own).lock() }
}

extension KeyMode: ExpressibleByArgument {
    package init?(argument: String) {
        guard let mode = KeyMode(rawValue: argument), KeyMode.chosen.contains(mode) else {
            return nil
        }
        self = mode
    }

    package static var allValueStrings: [String] { chosen.map(\.rawValue) }
}

package import ArgumentParser
import Foundation

// What a command declares of itself is written once, in its Swift type. Help screens, completions,
// manual pages and settings files all follow from it, so that none of them can say otherwise.

/// A command as it declares itself: its words, its arguments and its subcommands.
package struct CommandSheet: Decodable, Equatable, Sendable {
    package let commandName: String
    package let abstract: String?
    package let discussion: String?
    package let shouldDisplay: Bool
    package let superCommands: [String]?
    package let arguments: [Argument]?
    package let subcommands: [CommandSheet]?
    package let defaultSubcommand: String?

    /// An argument, an option with a value, or a flag.
    package struct Argument: Decodable, Equatable, Sendable {
        /// How an argument is given.
        package enum Kind: String, Decodable, Sendable {
            case positional, option, flag
        }

        /// One of the names that an option goes by.
        package struct Name: Decodable, Equatable, Sendable {
            package let kind: String
            package let name: String

            /// As it is typed.
            package var typed: String { (kind == "long" ? "--" : "-") + name }
        }

        package let kind: Kind
        package let abstract: String?
        package let discussion: String?
        package let shouldDisplay: Bool
        package let isOptional: Bool
        package let isRepeating: Bool
        package let names: [Name]?
        package let preferredName: Name?
        package let valueName: String?
        package let defaultValue: String?
        package let allValues: [String]?

        /// Its first name without dashes, or what stands for its value.
        package var name: String { preferredName?.name ?? valueName ?? "" }
    }

    private struct Dump: Decodable {
        let command: CommandSheet
    }

    /// - Throws: what the decoder throws, where the argument parser declares in another way.
    package init(of command: any ParsableCommand.Type) throws {
        self = try JSONDecoder().decode(Dump.self, from: Data(command._dumpHelp().utf8)).command
    }

    /// What people see of its subcommands, in the order of their declaration.
    package var shownSubcommands: [CommandSheet] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// What people see of its arguments.
    package var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// As it is typed, with the commands above it.
    package var path: [String] { (superCommands ?? []) + [commandName] }
}

package import ArgumentParser
import Dispatch
import Foundation
import Replica
import Sealing
import Store
package import Wire

/// Runs a command line: here, or in the process that owns the store.
package enum Program {
    /// Runs `root` with this process's arguments and exits.
    ///
    /// Not asynchronous itself: the first task opens descriptors.
    package static func main(_ root: any ParsableCommand.Type) -> Never {
        KeyRing.leaveNoCore()
        signal(SIGPIPE, SIG_IGN)
        // Whoever started this may ignore its children's ends, and that is inherited: then nobody
        // could tell how a command that we run ended.
        signal(SIGCHLD, SIG_DFL)
        takeStandardStreams()
        let arguments = Array(CommandLine.arguments.dropFirst())
        Task { exit(await runPaged(root, arguments)) }
        dispatchMain()
    }

    private static func runPaged(
        _ root: any ParsableCommand.Type, _ arguments: [String]
    ) async -> Int32 {
        let console = Console.paged
        defer { console.pager?.end() }
        return await run(root, arguments, console: console)
    }

    /// A standard stream that was closed before the start would be the number of the next file that
    /// is opened, a store's among them, and talk would go into it.
    private static func takeStandardStreams() {
        var taken: Int32
        repeat { taken = open("/dev/null", O_RDWR) } while (0...STDERR_FILENO).contains(taken)
        if taken > STDERR_FILENO { close(taken) }
    }

    /// Parses and runs; every outcome is an exit code of the manual.
    package static func run(
        _ root: any ParsableCommand.Type, _ arguments: [String], console: Console
    ) async -> Int32 {
        var arguments = spelledOut(arguments)
        do {
            if let text = try explanation(arguments, of: root, width: console.width) {
                console.pager?.begin()
                console.line(text)
                return 0
            }
            var command = try root.parseAsRoot(arguments)
            if let words = try configured(command, arguments, console) {
                arguments = words
                command = try root.parseAsRoot(arguments)
            }
            if isRead(command) { console.pager?.begin() }
            if let command = command as? any StoreCommand {
                return try await run(command, arguments, console)
            }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error, root, console)
        }
    }

    /// What `help TOPIC` asks for; `nil` for anything else that was typed.
    private static func explanation(
        _ arguments: [String], of root: any ParsableCommand.Type, width: Int
    ) throws -> String? {
        guard arguments.count == 2, arguments[0] == "help",
            let root = root as? any ExplainedProgram.Type
        else { return nil }
        return try root.explanation(of: arguments[1], width: width)
    }

    /// Whether a command prints something to read: it has a `--format`, itself or in a group of
    /// options.
    static func isRead(_ command: any ParsableCommand) -> Bool {
        holdsFormat(command, depth: 8)
    }

    private static func holdsFormat(_ value: Any, depth: Int) -> Bool {
        if value is Option<OutputFormat> { return true }
        guard depth > 0 else { return false }
        return Mirror(reflecting: value).children.contains {
            holdsFormat($0.value, depth: depth - 1)
        }
    }

    /// What was typed behind what the command's file of settings says: the last word counts.
    ///
    /// - Returns: `nil` for a command without such a file.
    private static func configured(
        _ command: any ParsableCommand, _ arguments: [String], _ console: Console
    ) throws -> [String]? {
        guard let command = command as? any ConfiguredCommand, let path = command.config,
            let name = arguments.first
        else { return nil }
        let file = try SettingsFile(path: console.absolute(path))
        return try [name] + file.options(of: type(of: command)) + arguments.dropFirst()
    }

    /// `import fees` and `import codes` are other words for `fees import` and `codes import`, which
    /// take more than rows.
    private static func spelledOut(_ arguments: [String]) -> [String] {
        guard arguments.count > 1, arguments[0] == "import",
            arguments[1] == "fees" || arguments[1] == "codes"
        else { return arguments }
        return [arguments[1], "import"] + arguments.dropFirst(2)
    }

    private static func run(
        _ command: any StoreCommand, _ arguments: [String], _ console: Console
    ) async throws -> Int32 {
        try await Patience.attempt {
            do {
                try await command.runHere(console)
                return 0
            } catch StoreError.inUse(let folder, let holder) {
                return try await forward(
                    command, arguments, StoreFolder(folder), holder, console)
            }
        }
    }

    /// Somebody else has the store: the command runs there, and prints here.
    ///
    /// - Throws: `StoreError.inUse` when it was not begun there and may be tried again.
    private static func forward(
        _ command: any StoreCommand, _ arguments: [String], _ folder: StoreFolder,
        _ holder: Int32?, _ console: Console
    ) async throws -> Int32 {
        var arguments = arguments
        let environment = ProcessInfo.processInfo.environment
        if let login = environment["BRIDGEWORK_USER"],
            !arguments.contains(where: { $0 == "--as" || $0.hasPrefix("--as=") }),
            command is any DeskCommand
        {
            arguments += ["--as", login]
        }
        arguments += ["--width", String(console.width)]
        do {
            return try await ControlClient(socketPath: folder.socket).run(
                ControlRequest(
                    arguments: arguments, workingDirectory: console.workingDirectory)
            ) { console.pass($0) }
        } catch let error as WireError where error.isUnheard {
            guard case .lineFailed(let fault) = error, case .timedOut = fault.cause else {
                throw StoreError.inUse(folder: folder.path, holder: holder)
            }
            throw StoreHeld.silent(holder: holder)
        } catch let error as WireError where error.remedy == .retry {
            throw StoreHeld.lost(holder: holder)
        }
    }

    /// Runs a command that came through the socket, in the process that owns the store.
    package static func answer(
        _ request: ControlRequest, root: any ParsableCommand.Type,
        print: @escaping ControlService.Print,
        run body: @escaping @Sendable (any ParsableCommand, Console) async throws -> Void
    ) async throws -> Int32 {
        let outputs = AsyncStream<ControlOutput>.makeStream()
        return try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask {
                let console = Console(
                    workingDirectory: request.workingDirectory,
                    width: Program.width(in: request.arguments)
                ) { outputs.continuation.yield($0) }
                defer { outputs.continuation.finish() }
                do {
                    let command = try root.parseAsRoot(request.arguments)
                    try await body(command, console)
                    return 0
                } catch {
                    return Program.report(error, root, console)
                }
            }
            group.addTask {
                for await output in outputs.stream { try await print(output) }
                return nil
            }
            var code: Int32 = 0
            for try await outcome in group { code = outcome ?? code }
            return code
        }
    }

    /// Runs a command that a screen asks for, at a desk that this process has.
    static func run(_ arguments: [String], at desk: Desk, _ console: Console) async -> Int32 {
        await run(arguments, of: Bridgework.self, console) { command in
            guard let command = command as? any DeskCommand else { throw StoreHeld.byAgent }
            try await command.run(desk, console)
        }
    }

    /// Parses a command that a screen asks for, and has it run by `body`.
    ///
    /// - Returns: its exit code.
    package static func run(
        _ arguments: [String], of root: any ParsableCommand.Type, _ console: Console,
        body: (any ParsableCommand) async throws -> Void
    ) async -> Int32 {
        do {
            try await body(try root.parseAsRoot(arguments))
            return 0
        } catch {
            return report(error, root, console)
        }
    }

    private static func width(in arguments: [String]) -> Int {
        guard let flag = arguments.lastIndex(of: "--width"), flag + 1 < arguments.count else {
            return .max
        }
        return Int(arguments[flag + 1]) ?? .max
    }

    private static func report(
        _ error: any Error, _ root: any ParsableCommand.Type, _ console: Console
    ) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        let code = root.exitCode(for: error)
        if code == .success {
            console.pager?.begin()
            console.line(root.fullMessage(for: error))
            return 0
        }
        if code == .validationFailure {
            console.say(root.fullMessage(for: error))
            return Failure.misuse
        }
        let failure = Failure(error, at: (root as? any HubProgram.Type) == nil ? .replica : .hub)
        console.say("error: " + failure.message)
        return failure.exitCode
    }
}

/// A program whose commands work on a hub's store.
package protocol HubProgram {}

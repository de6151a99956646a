internal import Foundation

/// A command that another process typed, to be run in the process that owns the store.
package struct ControlRequest: Equatable, Sendable {
    /// What was typed, without the program's name.
    package let arguments: [String]
    /// An absolute path, against which paths in the arguments are read.
    package let workingDirectory: String
    /// What was piped in; `nil` if the command's input is a terminal.
    package let standardInput: [UInt8]?

    package init(arguments: [String], workingDirectory: String, standardInput: [UInt8]? = nil) {
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.standardInput = standardInput
    }
}

extension ControlRequest: Framed {
    package static var bytesMax: Int { WireLimits.controlBytesMax }

    package init(frame: Bridgework_V1_RunRequest) throws(WireError) {
        try WireField.arguments.count(frame.arguments.count, max: WireLimits.argumentsMax)
        for argument in frame.arguments {
            try WireField.argument.count(argument.utf8.count, max: WireLimits.argumentBytesMax)
        }
        let directory = try WireField.workingDirectory.text(
            frame.workingDirectory, max: WireLimits.pathBytesMax)
        guard directory.hasPrefix("/") else { throw .malformed(.workingDirectory) }
        try WireField.standardInput.count(
            frame.standardInput.count, max: WireLimits.pipeBytesMax)
        self.init(
            arguments: frame.arguments, workingDirectory: directory,
            standardInput: frame.hasStandardInput ? [UInt8](frame.standardInput) : nil)
    }

    package var frame: Bridgework_V1_RunRequest {
        var frame = Bridgework_V1_RunRequest()
        frame.arguments = arguments
        frame.workingDirectory = workingDirectory
        if let standardInput { frame.standardInput = Data(standardInput) }
        return frame
    }
}

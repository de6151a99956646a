internal import Foundation

/// What a command run elsewhere printed, piece by piece; the exit code comes last.
package enum ControlOutput: Equatable, Sendable {
    case standardOutput([UInt8])
    case standardError([UInt8])
    case exit(code: Int32)
}

extension ControlOutput: Framed {
    package static var bytesMax: Int { WireLimits.controlBytesMax }

    package init(frame: Bridgework_V1_RunOutput) throws(WireError) {
        switch frame.kind {
        case .standardOutput(let bytes):
            try WireField.output.count(bytes.count, max: WireLimits.pipeBytesMax)
            self = .standardOutput([UInt8](bytes))
        case .standardError(let bytes):
            try WireField.output.count(bytes.count, max: WireLimits.pipeBytesMax)
            self = .standardError([UInt8](bytes))
        case .exitCode(let code): self = .exit(code: code)
        case nil: throw .missing(.output)
        }
    }

    package var frame: Bridgework_V1_RunOutput {
        var frame = Bridgework_V1_RunOutput()
        switch self {
        case .standardOutput(let bytes): frame.standardOutput = Data(bytes)
        case .standardError(let bytes): frame.standardError = Data(bytes)
        case .exit(let code): frame.exitCode = code
        }
        return frame
    }
}

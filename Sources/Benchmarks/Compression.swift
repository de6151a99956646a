import Foundation

/// Sizes under `zstd -3`, where the machine has it.
enum Compression {
    static func packedSize(of bytes: [UInt8], in folder: String) throws -> Int? {
        let tool = "/usr/bin/zstd"
        guard FileManager.default.isExecutableFile(atPath: tool) else { return nil }
        let source = folder + "/wire.bin"
        let target = folder + "/wire.zst"
        try Data(bytes).write(to: URL(fileURLWithPath: source))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["-3", "-q", "-f", source, "-o", target]
        try process.run()
        process.waitUntilExit()
        let attributes = try FileManager.default.attributesOfItem(atPath: target)
        return (attributes[.size] as? NSNumber)?.intValue
    }
}

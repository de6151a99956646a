import Foundation

/// Sizes as they travel: gRPC compresses each message with deflate at level 6.
enum Compression {
    /// The bytes of gzip's header and trailer that a message's own have not.
    private static let overhead = 12

    static func packedSize(of bytes: [UInt8], in folder: String) throws -> Int? {
        let tool = "/usr/bin/gzip"
        guard FileManager.default.isExecutableFile(atPath: tool) else { return nil }
        let source = folder + "/wire.bin"
        try Data(bytes).write(to: URL(fileURLWithPath: source))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["-6", "-n", "-f", source]
        try process.run()
        process.waitUntilExit()
        let attributes = try FileManager.default.attributesOfItem(atPath: source + ".gz")
        return (attributes[.size] as? NSNumber).map { $0.intValue - overhead }
    }
}

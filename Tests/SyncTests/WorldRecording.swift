import Foundation

/// A world of the executable model as `Tools/model-worlds` wrote it down.
struct WorldRecording: Decodable, Sendable, CustomStringConvertible {
    let seed: Int
    let names: [String: String]
    let events: String
    let final: [Int]
    let hub: Int
    let live: [String: [String]]
    let base: [String: [String]]

    var description: String { "world \(seed)" }

    /// The committed worlds.
    static let committed: [WorldRecording] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/worlds.jsonl")
        do { return try read(Data(contentsOf: path)) } catch { return [] }
    }()

    /// New worlds from the model itself, where it lies beside the repository.
    static func generated(_ seeds: Range<Int>) throws -> [WorldRecording]? {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let model = root.deletingLastPathComponent().appending(path: "shared/model2.py")
        let tool = root.appending(path: "Tools/model-worlds")
        guard FileManager.default.fileExists(atPath: model.path()),
            FileManager.default.fileExists(atPath: tool.path())
        else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "PYTHONDONTWRITEBYTECODE=1", "python3",
            tool.path(),
            String(seeds.lowerBound), String(seeds.upperBound), "--model", model.path(),
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try read(bytes)
    }

    private static func read(_ bytes: Data) throws -> [WorldRecording] {
        let decoder = JSONDecoder()
        return try bytes.split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(WorldRecording.self, from: $0)
        }
    }
}

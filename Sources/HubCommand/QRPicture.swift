import Foundation
import Supervision

/// A text as a QR code that prints as text, drawn by `qrencode` where that is installed.
enum QRPicture {
    /// How long drawing may take; it takes milliseconds.
    private static let drawingTime = Duration.seconds(5)
    /// What a pipe holds for sure: text and picture are whole before anybody reads them.
    private static let bytesMax = 64 << 10

    /// - Returns: lines of half blocks; `nil` where there is no such program, or it fails.
    static func of(
        _ text: String, folders: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) async -> String? {
        let program = folders.split(separator: ":").map { "\($0)/qrencode" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let program, text.utf8.count < bytesMax, let input = ChildProcess.pipe() else {
            return nil
        }
        defer { close(input.reading) }
        // The text is a secret: it stands in no list of processes, and in no file.
        let bytes = Array(text.utf8)
        let written = write(input.writing, bytes, bytes.count)
        close(input.writing)
        guard written == bytes.count, let output = ChildProcess.pipe() else { return nil }
        defer { close(output.reading) }
        // Dark on light, as ink on paper.
        var launch = ChildProcess.Launch(
            program, ["-t", "UTF8i", "-l", "L", "-m", "2", "-o", "-"])
        launch.input = .file(input.reading)
        launch.output = .file(output.writing)
        let child = try? ChildProcess(launch)
        close(output.writing)
        guard let child else { return nil }
        defer { child.kill() }
        guard let end = try? await child.ended(within: drawingTime), end == .exited(0) else {
            return nil
        }
        var picture = [UInt8](repeating: 0, count: bytesMax)
        let count = read(output.reading, &picture, picture.count)
        return count > 0 ? String(decoding: picture.prefix(count), as: UTF8.self) : nil
    }
}

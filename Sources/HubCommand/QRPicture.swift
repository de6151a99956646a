import Foundation

/// A text as a QR code that prints as text, drawn by `qrencode` where that is installed.
enum QRPicture {
    /// How long drawing may take; it takes milliseconds.
    private static let drawingTime = DispatchTimeInterval.seconds(5)

    /// - Returns: lines of half blocks; `nil` where there is no such program, or it fails.
    static func of(
        _ text: String, folders: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) -> String? {
        let program = folders.split(separator: ":").map { "\($0)/qrencode" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let program else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: program)
        // Dark on light, as ink on paper. The text is a secret: it stands in no list of processes.
        process.arguments = ["-t", "UTF8i", "-l", "L", "-m", "2", "-o", "-"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let isOver = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in isOver.signal() }
        // A program that ends before it has read is an error here, and no signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try input.fileHandleForWriting.close()
        } catch {
            if process.isRunning { process.terminate() }
            return nil
        }
        // A picture is smaller than a pipe holds, so that it is whole before it is read.
        guard isOver.wait(timeout: .now() + drawingTime) == .success,
            process.terminationStatus == 0,
            let bytes = try? output.fileHandleForReading.readToEnd(), !bytes.isEmpty
        else {
            if process.isRunning { process.terminate() }
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

import Foundation
import Merge
import Sync
import Testing

@testable import Wire

/// The golden vectors, both ways.
///
/// With `BRIDGEWORK_WRITE_VECTORS=1` they are written, not read; then `Tools/decode-vectors
/// --write` renews `vectors.json`.
@Suite struct VectorTests {
    private static let isWriting =
        ProcessInfo.processInfo.environment["BRIDGEWORK_WRITE_VECTORS"] == "1"

    @Test(arguments: Vector.all)
    func `encodes to the committed bytes`(vector: Vector) throws {
        let encoded = try vector.encoded()
        if VectorTests.isWriting {
            try Data(encoded).write(to: Vector.folder.appending(path: "\(vector.name).bin"))
        }
        #expect(try vector.committed == encoded)
    }

    @Test(.disabled(if: isWriting), arguments: Vector.all)
    func `decodes the committed bytes`(vector: Vector) throws {
        #expect(try vector.isValue(vector.committed[...]))
    }

    @Test(.disabled(if: isWriting))
    func `every committed file is a vector, and every vector is described`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Vector.folder.path)
        let names = files.filter { $0.hasSuffix(".bin") }.map { String($0.dropLast(4)) }
        #expect(names.sorted() == Vector.all.map(\.name).sorted())
        #expect(try Description.all.map(\.name).sorted() == names.sorted())
    }

    @Test(.disabled(if: isWriting))
    func `ids are the hashes that the description gives`() throws {
        for description in try Description.all where description.message == "ChangeSet" {
            let bytes = try Data(
                contentsOf: Vector.folder.appending(path: "\(description.name).bin"))
            let sealed = try SealedChangeSet(opening: [UInt8](bytes)[...])
            #expect(sealed.id.hexadecimal == description.id)
        }
    }

    @Test(.disabled(if: isWriting))
    func `another language decodes every vector to the same values`() throws {
        let tool = Vector.repository.appending(path: "Tools/decode-vectors")
        let process = Process()
        process.executableURL = tool
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let text = String(decoding: printed, as: UTF8.self)
        process.waitUntilExit()
        // 3 says that python3-protobuf or protoc is not installed here: nothing was compared.
        guard process.terminationStatus != 3 else {
            print("skipped: \(text)")
            return
        }
        #expect(process.terminationStatus == 0, "\(text)")
    }

    /// One entry of `vectors.json`.
    private struct Description: Decodable {
        let name: String
        let message: String
        let id: String?

        static var all: [Description] {
            get throws {
                let file = Vector.folder.appending(path: "vectors.json")
                return try JSONDecoder().decode([Description].self, from: Data(contentsOf: file))
            }
        }
    }
}

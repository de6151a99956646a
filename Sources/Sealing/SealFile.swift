internal import Crypto
internal import Disk
internal import Foundation
internal import Merge

// The file `seal` in a store's folder, as lines of text:
//
//     bridgework seal 1
//     store ID                      16 hexadecimal digits, by which its keys are told apart
//     from file PATH                or `command COMMAND`, or `passphrase LOG2N SALT`
//     key NUMBER BOX                a data key: nonce, ciphertext and tag of AES-256-GCM
//
// The first two lines and the key's number are what each box is bound to. Where the key comes from
// is not: whoever moves a key file says so in this one by hand.

/// A store's data keys, wrapped, and where the key comes from that opens them.
package struct SealFile: Equatable, Sendable {
    private static let mark = "bridgework seal 1"
    private static let bytesMax = 64 << 10

    /// Of the store, not of its records: it names what is kept for it elsewhere.
    package let store: String
    package private(set) var source: KeySource
    private var boxes: [Box]

    private struct Box: Equatable {
        let number: UInt32
        let bytes: [UInt8]
    }

    /// The numbers of its data keys, the one in use last.
    package var numbers: [UInt32] { boxes.map(\.number) }

    /// Wraps a store's first data key.
    init(store: String, source: KeySource, under secret: SymmetricKey) throws(SealFault) {
        self.store = store
        self.source = source
        boxes = []
        boxes = [try wrapped(DataKey(number: 1), under: secret)]
    }

    /// - Throws: `SealFault.sourceMissing` where there is none, `.unreadable` for anything else.
    package init(at path: String) throws(SealFault) {
        guard let data = FileManager.default.contents(atPath: path),
            data.count <= SealFile.bytesMax, let text = String(data: data, encoding: .utf8),
            let file = SealFile(text: text)
        else { throw .unreadable(file: path) }
        self = file
    }

    init?(text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popLast() == "", lines.popFirst().map(String.init) == SealFile.mark,
            let store = lines.popFirst(), store.hasPrefix("store "),
            let from = lines.popFirst(), from.hasPrefix("from "),
            let source = KeySource(line: from.dropFirst(5))
        else { return nil }
        self.store = String(store.dropFirst(6))
        self.source = source
        boxes = []
        guard self.store.wholeMatch(of: /[0-9a-f]{16}/) != nil else { return nil }
        for line in lines {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "key", let number = UInt32(words[1]),
                number > boxes.last?.number ?? 0,
                let bytes = Bytes(hexadecimal: String(words[2]))
            else { return nil }
            boxes.append(Box(number: number, bytes: Array(bytes)))
        }
        guard (1...KeyRing.keysMax).contains(boxes.count) else { return nil }
    }

    var text: String {
        var lines = [SealFile.mark, "store \(store)", "from \(source.line)"]
        lines += boxes.map { "key \($0.number) \($0.bytes.hexadecimal)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Writes the file whole and durably, in the place of one that is there.
    package func write(to path: String) throws(SealFault) {
        do {
            var draft = try DraftFile(of: path, suffix: ".draft")
            try draft.write(Array(text.utf8))
            try draft.place(replacing: true)
        } catch {
            throw .unwritable(file: path)
        }
    }

    /// Its data keys.
    ///
    /// - Throws: `SealFault.wrongKey` where the secret is not the one they were wrapped under, or
    ///   the file was changed: the two look the same.
    func open(under secret: SymmetricKey) throws(SealFault) -> [DataKey] {
        var keys: [DataKey] = []
        for box in boxes {
            do {
                let sealed = try AES.GCM.SealedBox(combined: box.bytes)
                let bytes = try AES.GCM.open(
                    sealed, using: secret, authenticating: bound(box.number))
                keys.append(DataKey(number: box.number, bytes: Array(bytes)))
            } catch {
                throw .wrongKey(source: source.words)
            }
        }
        return keys
    }

    /// The same keys under another secret; no page is written for it.
    mutating func rewrap(
        _ keys: [DataKey], from source: KeySource, under secret: SymmetricKey
    ) throws(SealFault) {
        self.source = source
        var made: [Box] = []
        for key in keys { made.append(try wrapped(key, under: secret)) }
        boxes = made
    }

    /// Takes in a new data key, which new files are sealed under.
    mutating func add(under secret: SymmetricKey) throws(SealFault) {
        guard boxes.count < KeyRing.keysMax else { throw .tooManyKeys }
        boxes.append(try wrapped(DataKey(number: (numbers.last ?? 0) + 1), under: secret))
    }

    /// Forgets all data keys but the one in use: what was sealed under them cannot be opened again.
    package mutating func forgetOldKeys() { boxes = boxes.suffix(1) }

    private func wrapped(_ key: DataKey, under secret: SymmetricKey) throws(SealFault) -> Box {
        do {
            let sealed = try AES.GCM.seal(
                key.bytes, using: secret, authenticating: bound(key.number))
            guard let bytes = sealed.combined else { throw SealFault.system }
            return Box(number: key.number, bytes: Array(bytes))
        } catch {
            throw .system
        }
    }

    private func bound(_ number: UInt32) -> [UInt8] {
        Array("\(SealFile.mark)\nstore \(store)\nkey \(number)".utf8)
    }
}

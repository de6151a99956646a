package import Merge

/// Takes what a deed wants written.
package protocol WriteSink {
    /// - Throws: `DeedProblem.tooLarge` above what one deed may write.
    mutating func add(_ writes: some Sequence<Write>) throws(DeedProblem)

    /// Takes a document's bytes, which are kept under their digest before its record is written.
    mutating func keep(_ document: Bytes)
}

extension WriteSink {
    package mutating func add(_ write: Write) throws(DeedProblem) {
        try add(CollectionOfOne(write))
    }
}

/// What a deed wants written, held until it has decided everything.
package struct WriteList: WriteSink {
    /// A fee schedule of every code for every office, many times over.
    package static let writesMax = 200_000

    package private(set) var writes: [Write] = []
    package private(set) var documents: [Bytes] = []

    package init() {}

    package mutating func add(_ writes: some Sequence<Write>) throws(DeedProblem) {
        self.writes.append(contentsOf: writes)
        guard self.writes.count <= WriteList.writesMax else {
            throw .tooLarge(limit: WriteList.writesMax)
        }
    }

    package mutating func keep(_ document: Bytes) {
        documents.append(document)
    }
}

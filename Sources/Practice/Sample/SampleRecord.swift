package import Merge

/// One record of a synthetic group with the writes that create it.
package struct SampleRecord: Hashable, Sendable {
    package let type: String
    package let id: RecordID
    package let writes: [Write]
    /// The office that would have created it; `nil` is the centre.
    package let office: RecordID?
}

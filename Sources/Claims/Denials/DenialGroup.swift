internal import Merge

/// What denials are counted by.
struct DenialGroup: Hashable {
    let cause: RootCause
    let payor: RecordID?
    let doctor: RecordID?
}

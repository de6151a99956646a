/// Upper bounds on what one change set may hold.
///
/// Each is checked before anything is allocated for it.
package enum MergeLimits {
    /// A change set travels in one message beside others; 1 MiB keeps a message under gRPC's 4 MiB.
    package static let changeSetBytesMax = 1 << 20
    /// An import of a thousand records of sixty fields; beyond it a command writes several change
    /// sets.
    package static let opsMax = 1 << 16
    /// Type and attribute names are ASCII identifiers; the longest of ours has 24 bytes.
    package static let nameBytesMax = 64
    /// Every name of the schema several times over.
    package static let namesMax = 4_096
    /// A map or set key is a code, a date or a document id.
    package static let keyBytesMax = 1_024
    /// A published fee schedule of 10,000 lines is one value of about 200 KiB.
    package static let valueBytesMax = 512 << 10
    /// Fields of one unit; the widest of ours has 16.
    package static let scalarsMax = 256
    /// One op seldom sees more than three siblings; a hostile one must not name millions.
    package static let replacesMax = 4_096
    /// Replaced entries of one whole change set; each may cost a look into the history.
    package static let replacesTotalMax = 1 << 16
    /// All live and awaited entries of one record, as `RecordState.byteCount` counts them.
    ///
    /// Twenty published fee schedules of 10,000 lines, or 60,000 small entries: the largest record
    /// of ours is a hundred times smaller. It bounds what must travel in one message, and what one
    /// edit makes the hub read and write.
    package static let recordBytesMax = 8 << 20
    /// What an entry counts beside its name, key and value: more than its id, its origin and its
    /// part of a manifest take in any of our encodings.
    ///
    /// So a record has fewer than `recordBytesMax / entryBytes` entries, which is 65,536.
    package static let entryBytes = 128
    /// Secrets for ids that a hub keeps beside the one in use: more machines than a group loses.
    package static let formerSecretsMax = 64
    /// A sentence for the audit trail.
    package static let reasonBytesMax = 1_024
}

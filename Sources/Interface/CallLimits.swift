/// How much the practice's own software may ask for at once.
package enum CallLimits {
    /// The version of the interface that is spoken here.
    package static let version: UInt32 = 1

    /// Records in one answer.
    package static let recordsMax = 500
    package static let recordsUsual = 100
    /// Changes in one answer.
    package static let changesMax = 1_000
    package static let changesUsual = 200
    /// Fields that one write may name, and that one question may.
    package static let fieldsMax = 256
    /// Rows of one bulk: more than an office books in a month.
    package static let rowsMax = 10_000
    /// Days that one bulk may replace.
    package static let daysMax = 1_000
    package static let columnsMax = 64
    package static let servicesMax = 99
    /// What one answer may hold: `WireLimits.officeBytesMax` with room for the frame.
    ///
    /// A page of records ends before it.
    package static let answerBytesMax = 3 << 20
    /// A name, a code or an id that is typed.
    package static let nameBytesMax = 256
    /// One value of a field, or one cell of a row.
    package static let valueBytesMax = 64 << 10
    package static let reasonBytesMax = 1_000
}

/// Upper bounds on one fee schedule; beyond them a file or a version is refused, never cut short.
package enum FeeLimits {
    /// Ten times the codes that dental fee schedules list; its draft still fits one change set.
    package static let linesMax = 10_000
    /// The packed lines travel as one value, which must stay below `MergeLimits.valueBytesMax`.
    package static let packedBytesMax = 480 << 10
    /// Title rows that a report may have above its header.
    package static let titleRowsMax = 20
    /// As the draft's `qualifier` and `comment` fields allow.
    package static let qualifierBytesMax = 40
    package static let commentBytesMax = 200
    /// A change of more than one in four is pointed out.
    package static let noticeableShare: Int64 = 4
}

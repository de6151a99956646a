internal import Merge

/// Which interchange, group and set is open, and how much each held so far.
struct Envelope: Sendable {
    private(set) var interchanges = 0
    private var interchange: Interchange?
    private var group: FunctionalGroup?
    private var set: OpenSet?
    private var groups = 0
    private var sets = 0

    private struct OpenSet: Sendable {
        let header: SetHeader
        /// `ST` is the first.
        var segments = 1
        /// What was wrong first.
        var fault: X12Fault?
    }

    var isOpen: Bool { interchange != nil }

    mutating func take(_ segment: Segment, _ each: (X12Event) throws -> Void) throws {
        switch segment.name {
        case "ISA": try open(segment, each)
        case "IEA": try close(segment, each)
        case "GS": try openGroup(segment, each)
        case "GE": try closeGroup(segment, each)
        case "ST": try openSet(segment, each)
        case "SE": try closeSet(segment, each)
        default: try takeInner(segment, each)
        }
    }

    private mutating func open(_ segment: Segment, _ each: (X12Event) throws -> Void) throws {
        guard interchange == nil else { throw segment.fault(.misplaced("ISA")) }
        let opened = try Interchange(segment)
        interchange = opened
        interchanges += 1
        groups = 0
        try limit(interchanges, "interchanges", segment)
        try each(.interchange(opened))
    }

    private mutating func close(_ segment: Segment, _ each: (X12Event) throws -> Void) throws {
        guard let opened = interchange else { throw segment.fault(.misplaced("IEA")) }
        guard group == nil else { throw segment.fault(.noEnd("GE")) }
        guard try segment.count(1) == groups else { throw segment.fault(.count("IEA01")) }
        guard segment[2] == opened.control else {
            throw segment.fault(.controlNumber("IEA02", "ISA13"))
        }
        interchange = nil
    }

    private mutating func openGroup(
        _ segment: Segment, _ each: (X12Event) throws -> Void
    ) throws {
        guard interchange != nil, group == nil else { throw segment.fault(.misplaced("GS")) }
        let opened = try FunctionalGroup(segment)
        group = opened
        groups += 1
        sets = 0
        try limit(groups, "groups", segment)
        try each(.group(opened))
    }

    private mutating func closeGroup(
        _ segment: Segment, _ each: (X12Event) throws -> Void
    ) throws {
        guard let opened = group else { throw segment.fault(.misplaced("GE")) }
        try abandonSet(before: segment, each)
        guard try segment.count(1) == sets else { throw segment.fault(.count("GE01")) }
        guard segment[2] == opened.control else {
            throw segment.fault(.controlNumber("GE02", "GS06"))
        }
        group = nil
    }

    private mutating func openSet(_ segment: Segment, _ each: (X12Event) throws -> Void) throws {
        guard let group else { throw segment.fault(.misplaced("ST")) }
        try abandonSet(before: segment, each)
        let header = try SetHeader(segment, in: group)
        set = OpenSet(header: header)
        sets += 1
        try limit(sets, "sets", segment)
        try each(.set(header))
    }

    private mutating func closeSet(
        _ segment: Segment, _ each: (X12Event) throws -> Void
    ) throws {
        guard let open = set else { throw segment.fault(.misplaced("SE")) }
        set = nil
        try each(.setEnd(open.header, open.fault ?? fault(of: open, at: segment)))
    }

    private func fault(of open: OpenSet, at segment: Segment) -> X12Fault? {
        do throws(X12Fault) {
            guard try segment.count(1) == open.segments + 1 else {
                throw segment.fault(.count("SE01"))
            }
            guard segment[2] == open.header.control else {
                throw segment.fault(.controlNumber("SE02", "ST02"))
            }
            return nil
        } catch { return error }
    }

    /// A set whose end is missing is broken, and what comes after it is not.
    private mutating func abandonSet(
        before segment: Segment, _ each: (X12Event) throws -> Void
    ) throws {
        guard let open = set else { return }
        set = nil
        try each(.setEnd(open.header, open.fault ?? segment.fault(.noEnd("SE"))))
    }

    private mutating func takeInner(
        _ segment: Segment, _ each: (X12Event) throws -> Void
    ) throws {
        guard var open = set else {
            guard interchange != nil, group == nil, segment.isNamed else {
                throw segment.fault(
                    segment.isNamed ? .misplaced(segment.name) : .segmentName)
            }
            return try each(.notice(segment))
        }
        open.segments += 1
        if open.fault == nil, !segment.isNamed { open.fault = segment.fault(.segmentName) }
        set = open
        try limit(open.segments, "segments of one set", segment, X12Limits.setSegmentsMax)
        if open.fault == nil { try each(.segment(segment)) }
    }

    private func limit(
        _ count: Int, _ what: String, _ segment: Segment, _ most: Int = X12Limits.nestedMax
    ) throws(X12Fault) {
        guard count <= most else { throw segment.fault(.tooMany(what)) }
    }
}

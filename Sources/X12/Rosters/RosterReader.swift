internal import Merge

/// Reads the segments of one 834, member by member: it holds no more than one of them.
package struct RosterReader: Sendable {
    package private(set) var members = 0
    package private(set) var products = 0
    private var sponsor: String?
    private var payor = SubmittedClaim.Payor()
    private var member: RosterMember?
    private var isInside = false

    package init() {}

    /// - Returns: the member before this segment, where it ends there.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> RosterMember? {
        switch segment.name {
        case "INS":
            let ended = end()
            var opened = RosterMember(segment)
            opened.sponsor = sponsor
            opened.payor = payor
            member = opened
            members += 1
            return ended
        case "N1" where member == nil:
            if segment[1] == "P5" { sponsor = segment[2] ?? segment[4] }
            if segment[1] == "IN" {
                payor.name = segment[2]
                payor.number = segment[4]
            }
        case "LS": isInside = true
        case "LE": isInside = false
        default:
            if !isInside { try takeMember(segment) }
        }
        return nil
    }

    /// The set is over.
    ///
    /// - Returns: the last member.
    package mutating func finish() -> RosterMember? {
        end()
    }

    private mutating func end() -> RosterMember? {
        defer {
            member = nil
            isInside = false
        }
        return member
    }

    private mutating func takeMember(_ segment: Segment) throws(X12Fault) {
        guard var open = member else { return }
        member = nil
        switch segment.name {
        case "REF":
            if segment[1] == "0F" { open.subscriberNumber = segment[2] }
            if segment[1] == "1L" { open.group = open.group ?? segment[2] }
        case "NM1" where ["IL", "74"].contains(segment[1]):
            open.family = segment[3]
            open.given = segment[4]
            if segment[8] == "MI" || segment[8] == "ZZ" { open.memberId = segment[9] }
        case "DMG" where open.birthDate == nil: open.birthDate = try segment.days(2)?.first
        case "HD":
            guard open.products.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("covers of one member"))
            }
            open.products.append(
                .init(maintenance: segment[1], line: segment[3], plan: segment[4]))
            products += 1
        case "DTP": try takeDay(segment, &open)
        default: break
        }
        member = open
    }

    private func takeDay(_ segment: Segment, _ open: inout RosterMember) throws(X12Fault) {
        let days = try segment.days(3)
        switch segment[1] {
        case "356": open.eligibleFrom = days?.first
        case "357": open.eligibleThrough = days?.last
        case "348":
            if let last = open.products.indices.last { open.products[last].from = days?.first }
        case "349":
            if let last = open.products.indices.last { open.products[last].through = days?.last }
        default: break
        }
    }
}

internal import Merge

extension SubmittedClaim {
    /// What a segment between the claim and its first service says.
    mutating func take(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "DTP" where ["472", "434"].contains(segment[1]):
            let days = try segment.days(3)
            servedFrom = days?.first
            servedThrough = days?.last
        case "REF": takeReference(segment)
        case "NM1":
            switch segment[1] {
            case "82", "71": rendering = Provider(segment)
            case "77": facility = Provider(segment)
            default: break
            }
        case "PWK":
            guard attachments.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("attachments of one claim"))
            }
            attachments.append(Attachment(kind: segment[1], control: segment[6]))
        case "HI":
            guard diagnoses.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("diagnoses of one claim"))
            }
            for element in 1...max(1, segment.elementCount) {
                guard let kind = segment[element, 1], let code = segment[element, 2] else {
                    continue
                }
                diagnoses.append(kind + ":" + code)
            }
        default: break
        }
    }

    private mutating func takeReference(_ segment: Segment) {
        switch segment[1] {
        case "G1": authorization = segment[2]
        case "G3": predetermination = segment[2]
        case "F8": replacedNumber = segment[2]
        default: break
        }
    }
}

extension SubmittedLine {
    /// What a segment behind the service says of it.
    mutating func take(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "TOO":
            // One line may name several teeth; the first stands for them.
            guard tooth == nil else { return }
            tooth = segment[2]
            surfaces = (1...5).compactMap { segment[3, $0] }.joined()
            if surfaces?.isEmpty == true { surfaces = nil }
        case "DTP" where segment[1] == "472": servedOn = try segment.days(3)?.first
        case "REF" where segment[1] == "6R": control = segment[2]
        default: break
        }
    }
}

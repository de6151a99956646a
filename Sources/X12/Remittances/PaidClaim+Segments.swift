internal import Merge

extension PaidClaim {
    /// What a segment between the claim and its first service says.
    mutating func take(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "CAS": try adjustments.take(segment)
        case "NM1": takeName(segment)
        case "REF" where segment[1] == "CE": contractLabel = segment[2]
        case "DTM":
            switch segment[1] {
            case "232": servedFrom = try segment.day(2)
            case "233": servedThrough = try segment.day(2)
            case "050": receivedOn = try segment.day(2)
            default: break
            }
        default: break
        }
    }

    private mutating func takeName(_ segment: Segment) {
        switch segment[1] {
        case "QC": patient = Person(segment)
        case "IL": subscriber = Person(segment)
        case "82": renderingNPI = segment[8] == "XX" ? segment[9] : nil
        default: break
        }
    }
}

extension PaidLine {
    /// What a segment behind the service says of it.
    mutating func take(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "CAS": try adjustments.take(segment)
        case "DTM" where ["472", "150"].contains(segment[1]): servedOn = try segment.day(2)
        case "REF" where segment[1] == "6R": control = segment[2]
        case "REF" where segment[1] == "HPI": renderingNPI = segment[2]
        case "AMT" where segment[1] == "B6": statedAllowedCents = try segment.cents(2)
        case "LQ" where segment[1] == "HE":
            if let remark = segment[2], remarks.count < X12Limits.adjustmentsMax {
                remarks.append(remark)
            }
        default: break
        }
    }
}

extension [Adjustment] {
    /// The reasons of a `CAS` segment: up to six triples of reason, amount and quantity.
    fileprivate mutating func take(_ segment: Segment) throws(X12Fault) {
        let group = try segment.required(1)
        for element in stride(from: 2, through: segment.elementCount, by: 3) {
            guard let cents = try segment.cents(element + 1) else { continue }
            append(
                Adjustment(
                    group: group, reason: try segment.required(element), cents: cents))
        }
        guard count <= X12Limits.adjustmentsMax else {
            throw segment.fault(.tooMany("adjustments"))
        }
    }
}

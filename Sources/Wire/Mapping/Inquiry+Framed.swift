internal import Foundation
internal import Merge
package import Sync

extension Inquiry: Framed {
    package init(frame: Bridgework_V1_Question) throws(WireError) {
        switch frame.question {
        case .recordHistory(let history):
            self = .recordHistory(try RecordID(wire: history.record, .record))
        case .account(let question): self = .account(try AccountInquiry(wire: question))
        case nil: throw .missing(.question)
        }
    }

    package var frame: Bridgework_V1_Question {
        var frame = Bridgework_V1_Question()
        switch self {
        case .recordHistory(let record): frame.recordHistory.record = record.wire
        case .account(let inquiry): frame.account = inquiry.wire
        }
        return frame
    }
}

extension AccountInquiry {
    init(wire question: Bridgework_V1_AccountQuestion) throws(WireError) {
        try WireField.count.count(Int(question.writesMax), max: AccountInquiry.writesMax)
        self.init(
            office: question.hasOffice ? try RecordID(wire: question.office, .office) : nil,
            from: question.hasFrom ? try WireField.day.day(question.from) : nil,
            to: question.hasTo ? try WireField.day.day(question.to) : nil,
            fate: question.fate == 0 ? nil : try Fate.Kind(wire: question.fate),
            writesMax: Int(question.writesMax))
    }

    var wire: Bridgework_V1_AccountQuestion {
        var question = Bridgework_V1_AccountQuestion()
        if let office { question.office = office.wire }
        if let from { question.from = from.number }
        if let to { question.to = to.number }
        question.fate = fate.map { UInt32($0.rawValue) } ?? 0
        question.writesMax = UInt32(clamping: writesMax)
        return question
    }
}

extension Fate.Kind {
    init(wire number: UInt32) throws(WireError) {
        guard number > 0 else { throw .missing(.fate) }
        guard let byte = UInt8(exactly: number), let kind = Fate.Kind(rawValue: byte) else {
            throw .unknown(.fate, code: UInt64(number))
        }
        self = kind
    }
}

extension Verdict {
    init(wire number: UInt32) throws(WireError) {
        guard number > 0 else { throw .missing(.verdict) }
        guard let byte = UInt8(exactly: number), let verdict = Verdict(rawValue: byte) else {
            throw .unknown(.verdict, code: UInt64(number))
        }
        self = verdict
    }
}

extension WireField {
    func day(_ number: Int64) throws(WireError) -> Day {
        let day = Day(number: number)
        guard day.isValid else { throw .malformed(self) }
        return day
    }

    /// A name of the protocol's alphabet.
    func name(_ text: String) throws(WireError) -> String {
        guard NameTable.isName(text) else { throw .malformed(self) }
        return text
    }

    /// A time by anybody's clock.
    func anyTime(_ milliseconds: Int64) throws(WireError) -> Timestamp {
        let time = Timestamp(clamping: milliseconds)
        guard time.milliseconds == milliseconds else { throw .malformed(self) }
        return time
    }

    /// How many writes; sums of them never overflow.
    func writes(_ number: UInt64) throws(WireError) -> Int {
        guard number <= WireLimits.countMax else {
            throw .overLimit(self, found: number, limit: WireLimits.countMax)
        }
        return Int(number)
    }
}

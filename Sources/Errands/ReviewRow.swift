import Foundation
package import Merge

/// A row of `conflicts list --format json`.
package struct ReviewRow: Equatable, Sendable, Decodable {
    package let id: String
    package let kind: String
    package let severity: String
    package let type: String
    package let record: String
    package let name: String?
    /// `nil` for a rule that records break together.
    package let attribute: String?
    package let offices: [String]
    package let status: String
    package let assignee: String?
    package let deferredUntil: String?
    package let blocked: Int
    package let since: String?

    package var isBlocking: Bool { severity == "blocking" }

    /// Full days since it began; `nil` for a rule that records break together.
    package func age(on today: Day) -> Int64? {
        since.flatMap { Day($0.prefix(10)) }.map { max(0, today.number - $0.number) }
    }

    package static func rows(in json: String) throws -> [ReviewRow] {
        try JSONDecoder().decode([ReviewRow].self, from: Data(json.utf8))
    }
}

/// The object of `conflicts show ID --format json`, beside the fields of its row.
package struct ReviewCase: Equatable, Sendable {
    package let row: ReviewRow
    package let content: Content

    /// What `conflicts show` tells of one conflict.
    package struct Content: Equatable, Sendable, Decodable {
        package let blocking: [Blocked]
        package let candidates: [Candidate]
        package let recommended: Recommended?
        /// Why records are told together, or are open again.
        package let reasons: [String]?
        package let choices: [String]
        /// What `conflicts resolve --seen` is to be given.
        package let seen: String
    }

    /// What waits for the conflict to be settled.
    package struct Blocked: Equatable, Sendable, Decodable {
        package let type: String
        package let record: String
        package let what: String
    }

    /// One of the values that stand against each other, and who wrote it.
    package struct Candidate: Equatable, Sendable, Decodable {
        package let number: Int
        package let value: PlainText?
        package let fields: [String: PlainText]
        /// What people call the records that fields name.
        package let named: [String: String]?
        package let record: String?
        package let at: String?
        package let replica: String?
        package let office: String?
        package let actor: String?
        package let reason: String?
        package let saw: String?
        package let evidence: String?
    }

    /// A value as people read it, whatever JSON calls it.
    package struct PlainText: Equatable, Sendable, Decodable {
        package let text: String

        package init(_ text: String) {
            self.text = text
        }

        package init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            guard !value.decodeNil() else {
                text = ""
                return
            }
            do { text = try value.decode(String.self) } catch DecodingError.typeMismatch {
                do { text = try value.decode(Bool.self) ? "yes" : "no" } catch DecodingError
                    .typeMismatch
                { text = "\(try value.decode(Decimal.self))" }
            }
        }
    }

    /// What the rules would take, and why.
    package struct Recommended: Equatable, Sendable, Decodable {
        package let take: Int?
        package let because: String
    }

    package init(row: ReviewRow, content: Content) {
        self.row = row
        self.content = content
    }

    package init(json: String) throws {
        let bytes = Data(json.utf8)
        row = try JSONDecoder().decode(ReviewRow.self, from: bytes)
        content = try JSONDecoder().decode(Content.self, from: bytes)
    }

    /// The fields' names in one order, and whether the candidates differ there.
    package var fields: [(name: String, differs: Bool)] {
        let names = Set(content.candidates.flatMap(\.fields.keys)).sorted()
        return names.map { name in
            let values = Set(content.candidates.map { $0.fields[name]?.text ?? "" })
            return (name, values.count > 1)
        }
    }

    /// Whether the conflict can be settled by that choice, such as `take`.
    package func offers(_ choice: String) -> Bool { content.choices.contains(choice) }
}

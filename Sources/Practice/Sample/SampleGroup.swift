package import Merge
internal import Records

/// A synthetic dental group, the same for a seed on every machine and in every release of a schema.
///
/// Nobody in it is real and nothing can be taken for real: names are invented, NPIs begin with 2,
/// tax numbers with 9, phone numbers are those kept for fiction, and patients' numbers stand under
/// the system `SYNTHETIC`. Procedure codes stand without any text.
package struct SampleGroup: Sendable {
    /// In the order of creation: what a record refers to comes before it.
    package private(set) var records: [SampleRecord] = []
    /// What the hub is asked to publish, once all records are written.
    package internal(set) var releases: [Write] = []
    package let seed: UInt64
    package let size: SampleSize
    /// The day that hours and verifications lie around.
    package let today: Day

    var random: SplitMix64
    /// Where each doctor works, and on which days: by doctor, by assignment.
    var places: [[RecordID]] = []
    var weekdays: [Int: [String]] = [:]
    private let namespace: RecordID

    package init(seed: UInt64, size: SampleSize = SampleSize(), today: Day = Self.usualDay) {
        self.seed = seed
        self.size = size
        self.today = today
        self.random = SplitMix64(seed: seed)
        let root = RecordID(bits: 0x2f3b_9a4e_60f1_4c0d_8b77_5e1d_a11c_e000)
        self.namespace = RecordID.v5(
            namespace: root, name: withUnsafeBytes(of: seed.bigEndian) { Array($0) })
        addOrganization()
        addOffices()
        addUsers()
        addDoctors()
        addCodeGroups()
        addPayors()
        addContracts()
        addPatients()
        addUsualFees()
        addEnrollments()
        addHours()
        addVerifications()
        addAppointments()
    }

    /// The day of a sample that names none.
    package static let usualDay = Day(year: 2026, month: 11, day: 23) ?? Day(number: 0)

    /// The id of the n-th record of a kind, from 0.
    package func id(_ type: String, _ number: Int) -> RecordID {
        RecordID.v5(namespace: namespace, name: Array("\(type)/\(number)".utf8))
    }

    package func ids(_ type: String, _ count: Int) -> [RecordID] {
        (0..<count).map { id(type, $0) }
    }

    /// Adds a record through the editor, so that nothing is in the sample which a person could not
    /// have typed.
    mutating func add(
        _ type: RecordType, _ number: Int, office: RecordID? = nil, _ fields: [String],
        more: [Write] = []
    ) {
        add(type, as: id(type.name, number), office: office, fields, more: more)
    }

    /// Adds a record whose id others derive, too.
    mutating func add(
        _ type: RecordType, as record: RecordID, office: RecordID? = nil, _ fields: [String],
        more: [Write] = []
    ) {
        do {
            let assignments = try fields.map { text throws(EditProblem) in
                try Assignment(parsing: text)
            }
            let writes = try RecordEditor.writes(
                type: type, record: record, assignments: assignments, before: nil)
            records.append(
                SampleRecord(type: type.name, id: record, writes: writes + more, office: office))
        } catch {
            preconditionFailure("the sample does not fit the schema: \(type.name): \(error)")
        }
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    mutating func day(years: ClosedRange<Int>) -> Day {
        Day(year: number(years), month: number(1...12), day: number(1...28)) ?? Day(number: 0)
    }
}

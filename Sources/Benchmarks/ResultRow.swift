/// One line of the table.
enum ResultRow: String, CaseIterable {
    case insertBulk = "insert 1,000/txn"
    case updateBulk = "update 3 fields 1,000/txn"
    case insertOne = "insert 1/txn FULL"
    case updateOne = "update 1/txn FULL"
    case firstHub = "first sync, apply at hub"
    case firstReplica = "first sync, apply at replica"
    case nightlyHub = "nightly edits, apply at hub"
    case nightlyReplica = "nightly edits, apply at replica"
    case singlesHub = "edits by ones, apply at hub"
    case insertBulkRandom = "insert 1,000/txn, random ids"
    case updateBulkRandom = "update 3 fields, random ids"
    case firstHubRandom = "first sync at hub, random ids"
    case firstReplicaRandom = "first sync at replica, random ids"
    case nightlyHubRandom = "nightly at hub, random ids"
    case nightlyReplicaRandom = "nightly at replica, random ids"
    case extractBulk = "extract, first sync"
    case extractEdits = "extract, nightly edits"
    case createUp = "create, up"
    case createDown = "create, down"
    case editUp = "edit, up"
    case editDown = "edit, down"
    case singleUp = "edit by ones, up"
    case createUpPacked = "create, up, deflated"
    case createDownPacked = "create, down, deflated"
    case editUpPacked = "edit, up, deflated"
    case editDownPacked = "edit, down, deflated"
    case singleUpPacked = "edit by ones, up, deflated"
    case idleBytes = "no-op sync, both ways"
    case idleTime = "no-op sync, both sides"
    case patientsWritten = "patients, written at an office"
    case patientsAtHub = "patients, judged at hub"
    case patientsAtReplica = "patients, apply at replica"
    case matrix = "matrix of 25,000 cases"
    case gaps = "gaps of 25,000 cases"
    case cases = "10,000 cases of one run, hub"
    case feePush = "fees to 500 live offices, hub"
    case feeBytes = "fees, each office"
    case besideQuota = "100 edits beside a full quota"
    case livePush = "fees to live offices, TLS, committed"
    case liveBytes = "fees, each live office, TLS payload"
    case sealedInsertBulk = "sealed beside clear, insert 1,000/txn"
    case sealedInsertOne = "sealed beside clear, insert 1/txn"
    case sealedRead = "sealed beside clear, read from disk"
    case sizeReader = "file, replica that only reads"
    case sizeReplica = "file, replica with its history"
    case sizeHub = "file, hub"

    /// What is measured, as the table's unit says it.
    var unit: String {
        switch self {
        case .insertBulk, .updateBulk, .insertOne, .updateOne, .insertBulkRandom,
            .updateBulkRandom, .patientsWritten, .patientsAtHub, .patientsAtReplica,
            .sealedInsertBulk, .sealedInsertOne, .sealedRead:
            "records/s"
        case .firstHub, .firstReplica, .nightlyHub, .nightlyReplica, .singlesHub, .extractBulk,
            .extractEdits, .firstHubRandom, .firstReplicaRandom, .nightlyHubRandom,
            .nightlyReplicaRandom:
            "fields/s"
        case .createUp, .createDown, .editUp, .editDown, .singleUp, .createUpPacked,
            .createDownPacked, .editUpPacked, .editDownPacked, .singleUpPacked:
            "B/field"
        case .idleBytes: "B"
        case .idleTime: "us CPU"
        case .matrix, .gaps: "ms CPU"
        case .cases, .feePush, .livePush, .besideQuota: "ms wall"
        case .feeBytes, .liveBytes, .sizeReader, .sizeReplica, .sizeHub: "KiB"
        }
    }

    /// The same with ids in no order; `nil` where that makes no difference.
    var withRandomIDs: ResultRow? {
        switch self {
        case .insertBulk: .insertBulkRandom
        case .updateBulk: .updateBulkRandom
        case .firstHub: .firstHubRandom
        case .firstReplica: .firstReplicaRandom
        case .nightlyHub: .nightlyHubRandom
        case .nightlyReplica: .nightlyReplicaRandom
        default: nil
        }
    }

    /// The goal of the present work, as it is met or missed.
    var goal: String {
        switch self {
        case .insertBulk, .insertBulkRandom: "x<=3"
        case .updateBulk, .updateBulkRandom: "x<=3"
        case .insertOne, .updateOne: "x<=1.3 wall"
        case .firstHub: ">=2.0 M"
        case .firstReplica: ">=2.8 M"
        case .firstHubRandom: ">=1.2 M"
        case .firstReplicaRandom: ">=1.6 M"
        case .nightlyHub: ">=130 k"
        case .nightlyReplica: ">=160 k"
        case .extractBulk: "G7 >=3 M"
        case .extractEdits: "G7 >=500 k"
        case .createUpPacked, .createDownPacked: "G8 <=8"
        case .editUpPacked: "G8 <=22"
        case .editDownPacked: "G8 <=14"
        case .idleBytes: "G10 <=512"
        case .idleTime: "G10 <=100"
        case .matrix, .gaps: "<=1000"
        case .cases: "<=2000"
        case .besideQuota: "x<=2.0 alone, p95"
        case .feePush, .livePush: "<=5000"
        case .feeBytes, .liveBytes: "<=40"
        case .sealedInsertBulk, .sealedInsertOne, .sealedRead: "x<=1.5 wall"
        case .sizeReader: "x<=1.8"
        case .sizeReplica, .sizeHub: "x<=2.2"
        default: ""
        }
    }

    /// Rates grow as things get better; everything else shrinks.
    var isRate: Bool { unit.hasSuffix("/s") }
}

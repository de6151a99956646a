/// The layers as data: who may import whom.
///
/// `Package.swift` says the same; a new edge is added in both, with a sentence that says why.
enum Layers {
    /// What a target may import from this package.
    static let own: [String: Set<String>] = [
        "Merge": [],
        // Files that appear whole or not at all; knows nothing but paths and bytes.
        "Disk": [],
        // Pages of SQLite, sealed: in C, because SQLite's disks are asked for in C.
        "CSealedPages": [],
        "Sync": ["Merge"],
        // The keys of what is sealed on this machine's disk, and where they come from.
        "Sealing": ["CSealedPages", "Disk", "Merge"],
        // The rooms of the business. Texts, files and tables know no record; records know no doctor
        // and no fee; fees and doctors know nothing of each other.
        "Tables": ["Merge"],
        // What clearinghouses send, cut and read: knows no record and no table.
        "X12": ["Merge"],
        "Records": ["Merge", "Tables"],
        "Fees": ["Merge", "Tables", "Records"],
        "Participation": ["Merge", "Tables", "Records"],
        "Benefits": ["Merge", "Tables", "Records", "Fees", "Participation"],
        // What payors answer, beside what was agreed: read from X12, priced as an estimate is.
        "Claims": ["Merge", "Tables", "X12", "Records", "Fees", "Participation", "Benefits"],
        "Practice": [
            "Merge", "Tables", "Records", "Fees", "Participation", "Benefits", "Claims",
        ],
        "Store": ["Disk", "Merge", "Sync", "Sealing"],
        "Wire": ["Merge", "Sync"],
        "Identity": ["Disk", "Merge"],
        // Files that leave a machine sealed: a store that only its recovery key opens, a hub's and
        // a replica's alike; and the conversation, where there is no line.
        "Backups": ["Disk", "Merge", "Sync", "Identity"],
        // Whoever started this process, and whom it starts; nothing of what the process does.
        "Supervision": [],
        // Whoever watches it: what is counted and read, under names and labels, and nothing else.
        "Monitoring": [],
        // Every tie between the business and the machinery: what the conversation and a store are
        // handed, how rules read a store, what a replica does by itself.
        "Rulebook": ["Merge", "Sync", "Tables", "Records", "Fees", "Practice", "Store"],
        // What an office does is counted where it is done, and so is what a hub does.
        "Replica": business.union([
            "Merge", "Sync", "Store", "Wire", "Identity", "Backups", "Rulebook", "Monitoring",
        ]),
        // The hub knows no business and no database: HubCommand hands it schema, authority and
        // reactions, and a store by its protocol.
        "Hub": ["Merge", "Sync", "Wire", "Identity", "Backups", "Supervision", "Monitoring"],
        // What programs outside ask of a replica, and are told of it.
        "Interface": business.union([
            "Merge", "Sync", "Store", "Wire", "Supervision", "Rulebook", "Replica",
        ]),
        // Screens know no record and no store: they run errands, and are handed tables and words.
        "Errands": ["Merge", "Tables"],
        "WebDesk": ["Merge", "Tables", "Errands"],
        // What knows HTTP knows nothing else.
        "WebDoor": ["WebDesk"],
        "OfficeCommand": business.union([
            "Disk", "Merge", "Sync", "X12", "Sealing", "Store", "Wire", "Identity", "Backups",
            "Rulebook", "Replica", "Interface", "Supervision", "Monitoring", "Errands", "WebDesk",
            "WebDoor",
        ]),
        // The hub's own pages are a desk's, over the hub's commands.
        // `serve --with-office` runs an office's commands in the hub's process.
        "HubCommand": [
            "Merge", "Sync", "Tables", "Records", "Practice", "Sealing", "Store", "Wire",
            "Identity", "Backups", "Rulebook", "Replica", "Hub", "OfficeCommand", "Supervision",
            "Monitoring",
            "Errands",
            "WebDesk", "WebDoor",
        ],
        "Simulator": [
            "Merge", "Sync", "Records", "Fees", "Participation", "Benefits", "Practice", "Rulebook",
        ],
        // What a coordinator waits for is measured as the commands do it: rules over a replica,
        // and what live offices wait for with the real hub and the real lines.
        "Benchmarks": [
            "Merge", "Sync", "Tables", "Records", "Fees", "Participation", "Benefits", "Practice",
            "Sealing", "Store",
            "Wire", "Identity", "Rulebook", "Replica", "Hub",
        ],
        "bridgework": ["OfficeCommand"],
        "bridgework-hub": ["OfficeCommand", "HubCommand"],
    ]

    /// What a target may import from elsewhere, beyond `system`.
    static let others: [String: Set<String>] = [
        "Merge": ["Crypto"],
        "Sealing": ["Crypto", "CryptoExtras"],
        "Store": ["Crypto", "GRDB", "GRDBSQLite"],
        "Wire": [
            "GRPCCore", "GRPCNIOTransportHTTP2", "GRPCProtobuf", "NIOCore", "NIOPosix", "NIOTLS",
            "SwiftASN1", "SwiftProtobuf", "X509",
        ],
        "Identity": ["Crypto", "CryptoExtras", "SwiftASN1", "X509"],
        "Supervision": ["Logging", "ServiceLifecycle"],
        "Monitoring": ["CoreMetrics"],
        "Replica": ["CoreMetrics", "Logging", "ServiceLifecycle"],
        "Hub": ["CoreMetrics", "Logging", "ServiceLifecycle"],
        "Interface": [
            "AsyncHTTPClient", "Logging", "NIOCore", "NIOHTTP1", "ServiceLifecycle",
        ],
        "WebDesk": ["Crypto", "Mustache"],
        "WebDoor": [
            "HTTPTypes", "HummingbirdCore", "HummingbirdTLS", "Logging", "NIOCore", "NIOPosix",
            "NIOSSL", "ServiceLifecycle",
        ],
        "OfficeCommand": [
            "ArgumentParser", "Dispatch", "Logging", "ServiceLifecycle", "UnixSignals",
        ],
        "HubCommand": ["ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals"],
        "Simulator": ["ArgumentParser"],
        "Benchmarks": ["ArgumentParser", "GRDBSQLite", "Logging", "ServiceLifecycle"],
    ]

    /// What comes with Swift; the pure layers do without.
    static let system: Set<String> = [
        "CoreFoundation", "Dispatch", "Foundation", "FoundationEssentials", "Glibc",
        "Synchronization",
    ]

    /// No clock, chance, file, network, waiting or printing.
    static let pure = business.union(["Merge", "Sync", "X12"])

    /// What protocols from elsewhere ask for, whose packages say what it is.
    static let requirements: Set<String> = [
        "run", "validate", "next", "hash", "encode", "registerMethods", "makeAsyncIterator",
        "makeCounter", "makeTimer", "destroyTimer", "destroyRecorder", "log",
    ]

    /// The rooms of the business, from below to above.
    static let business: Set<String> = [
        "Tables", "Records", "Fees", "Participation", "Benefits", "Claims", "Practice",
    ]
}

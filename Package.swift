// swift-tools-version: 6.2
import PackageDescription

// The layers, top to bottom; a target imports only what stands below it (Tests/TidyTests checks).
//
//   11 HubCommand                               a hub runs an office's commands too
//   10 OfficeCommand  Simulator  Benchmarks     commands
//   9  Interface                                programs outside: what they ask, and are told
//   8  Replica        Hub                       roles
//   7  Rulebook                                 the business, tied to the machinery
//   6                 Practice                  the day's work, and every list of all
//   5                 Claims                    what payors paid, and whether it is enough
//   4                 Benefits                  patients, plans, estimates
//   3  Backups        Fees       Participation  a store as a file; prices; doctors and contracts
//   2  Store   Wire   Records    Identity       adapters: disk, bytes, trust; what a record is
//      Supervision  Monitoring                  whoever started or watches this process
//   1  Sync  Sealing  Tables     X12            the conversation; keys; texts, files and tables
//   0  Merge   Disk   CSealedPages              which change wins; whole files; sealed pages
//
// Beside the business, on `Tables` alone, stand the screens: 4 `WebDoor` (HTTP), 3 `WebDesk` (pages
// and forms), 2 `Errands` (what a screen runs for its user).

let dependencies: [Package.Dependency] = [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.1"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(
        url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
]

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// What tests run a million times is optimized in debug builds as well; its assertions stay.
let quick: [SwiftSetting] =
    settings + [
        .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))
    ]

// The linker that comes with Swift: it packs what the usual one leaves loose, ten times as fast.
let linker: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]

// The rooms of the business, for whoever stands above all of them.
let business: [Target.Dependency] = [
    "Tables", "Records", "Fees", "Participation", "Benefits", "Claims", "Practice",
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let certificates: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let grpc: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let transport: Target.Dependency = .product(
    name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport")
let grpcProtobuf: Target.Dependency = .product(
    name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpClient: Target.Dependency = .product(
    name: "AsyncHTTPClient", package: "async-http-client")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

let package = Package(
    name: "bridgework",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "bridgework", targets: ["bridgework"]),
        .executable(name: "bridgework-hub", targets: ["bridgework-hub"]),
        .executable(name: "simulate", targets: ["Simulator"]),
        .executable(name: "bench", targets: ["Benchmarks"]),
    ],
    dependencies: dependencies,
    targets: [
        .target(name: "Merge", dependencies: [crypto], swiftSettings: quick),
        .testTarget(name: "MergeTests", dependencies: ["Merge"], swiftSettings: settings),

        .target(name: "Disk", swiftSettings: settings),
        .testTarget(name: "DiskTests", dependencies: ["Disk"], swiftSettings: settings),

        .target(name: "Sync", dependencies: ["Merge"], swiftSettings: quick),
        .testTarget(
            name: "SyncTests", dependencies: ["Merge", "Sync", "Simulator"],
            resources: [.copy("Fixtures")], swiftSettings: settings),

        .target(name: "Tables", dependencies: ["Merge"], swiftSettings: quick),
        .target(name: "X12", dependencies: ["Merge"], swiftSettings: settings),
        .testTarget(
            name: "X12Tests", dependencies: ["Merge", "X12"],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .target(name: "Records", dependencies: ["Merge", "Tables"], swiftSettings: quick),
        .target(
            name: "Fees", dependencies: ["Merge", "Tables", "Records"], swiftSettings: settings),
        .target(
            name: "Participation", dependencies: ["Merge", "Tables", "Records"],
            swiftSettings: settings),
        .target(
            name: "Benefits",
            dependencies: ["Merge", "Tables", "Records", "Fees", "Participation"],
            swiftSettings: settings),
        .target(
            name: "Claims",
            dependencies: [
                "Merge", "Tables", "X12", "Records", "Fees", "Participation", "Benefits",
            ],
            swiftSettings: settings),
        .target(
            name: "Practice",
            dependencies: [
                "Merge", "Tables", "Records", "Fees", "Participation", "Benefits", "Claims",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PracticeTests", dependencies: ["Merge", "DeskKit"] + business,
            resources: [.copy("Fixtures")], swiftSettings: settings),

        // SQLite's files sealed page by page, over the system's SQLite and OpenSSL.
        .target(
            name: "CSealedPages",
            cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror", "-O2"])],
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("crypto")]),
        .target(
            name: "Sealing",
            dependencies: ["CSealedPages", "Disk", "Merge", crypto, cryptoExtras],
            swiftSettings: settings),
        // A disk that remembers what was written and synced, for cuts of its power.
        .target(name: "CRecordingDisk", path: "Tests/CRecordingDisk"),
        .testTarget(
            name: "SealingTests",
            dependencies: ["CRecordingDisk", "CSealedPages", "Sealing", crypto, sqlite],
            swiftSettings: settings),

        .target(
            name: "Store",
            dependencies: ["Disk", "Merge", "Sync", "Sealing", grdb, sqlite, crypto],
            swiftSettings: quick),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Merge", "Sync", "Sealing", "Store", "Simulator", grdb],
            resources: [.copy("Fixtures")], swiftSettings: settings),

        .target(
            name: "Rulebook",
            dependencies: ["Merge", "Sync", "Tables", "Records", "Fees", "Practice", "Store"],
            swiftSettings: settings),

        .target(
            name: "Wire",
            dependencies: [
                "Merge", "Sync", grpc, grpcProtobuf, transport, protobuf, certificates, asn1,
                nioCore, nioPosix, nioTLS,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "WireTests",
            dependencies: ["Merge", "Sync", "Wire", grpc, transport, nioCore, nioPosix, nioSSL],
            swiftSettings: settings),

        .target(
            name: "Identity",
            dependencies: ["Disk", "Merge", crypto, cryptoExtras, certificates, asn1],
            swiftSettings: settings),
        .testTarget(
            name: "IdentityTests",
            dependencies: ["Merge", "Identity", crypto, certificates, asn1],
            swiftSettings: settings),

        // A hub's store and a replica's become the same kind of file.
        .target(
            name: "Backups", dependencies: ["Disk", "Merge", "Sync", "Identity"],
            swiftSettings: settings),

        .target(
            name: "Supervision", dependencies: [lifecycle, logging], swiftSettings: settings),
        .testTarget(
            name: "SupervisionTests",
            dependencies: ["Supervision", "NoteKit", lifecycle, logging], swiftSettings: settings),
        // Stands for whoever started a program, and hears its notes.
        .target(name: "NoteKit", path: "Tests/NoteKit", swiftSettings: settings),

        // What is counted and read for whoever watches: knows no record and no store.
        .target(name: "Monitoring", dependencies: [metrics], swiftSettings: settings),
        .testTarget(
            name: "MonitoringTests", dependencies: ["Monitoring", metrics],
            swiftSettings: settings),

        .target(
            name: "Replica",
            dependencies: [
                "Merge", "Sync", "Store", "Wire", "Identity", "Backups", "Rulebook", "Monitoring",
                lifecycle, logging, metrics,
            ] + business,
            swiftSettings: settings),
        // A desk without a hub, for the tests of everything that stands on one.
        .target(
            name: "DeskKit",
            dependencies: ["Merge", "Records", "Practice", "Replica", "Rulebook", "Store"],
            path: "Tests/DeskKit", swiftSettings: settings),
        .testTarget(
            name: "ReplicaTests",
            dependencies: [
                "Identity", "Merge", "Store", "Sync", "Wire", "Rulebook", "Replica", "Monitoring",
                "DeskKit", grdb,
            ] + business,
            swiftSettings: settings),
        .target(
            name: "Hub",
            dependencies: [
                "Merge", "Sync", "Wire", "Identity", "Backups", "Supervision", "Monitoring",
                lifecycle, logging, metrics,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "HubTests",
            dependencies: [
                "Merge", "Sync", "Store", "Wire", "Identity", "Backups", "Monitoring", "Hub",
                "Simulator", logging,
            ],
            swiftSettings: settings),

        // What programs outside ask of a replica, and what they are told of it.
        .target(
            name: "Interface",
            dependencies: [
                "Merge", "Sync", "Store", "Wire", "Supervision", "Rulebook", "Replica", lifecycle,
                logging, httpClient, nioCore, nioHTTP1,
            ] + business,
            swiftSettings: settings),
        .testTarget(
            name: "InterfaceTests",
            dependencies: [
                "Merge", "Sync", "Store", "Wire", "Rulebook", "Replica", "Interface", "DeskKit",
                logging, httpClient, nioCore, nioPosix, nioHTTP1,
            ] + business,
            swiftSettings: settings),

        // Screens know no record and no store: OfficeCommand hands them tables and words.
        .target(name: "Errands", dependencies: ["Merge", "Tables"], swiftSettings: settings),
        .target(
            name: "WebDesk", dependencies: ["Merge", "Tables", "Errands", crypto, mustache],
            swiftSettings: settings),
        .testTarget(
            name: "WebDeskTests", dependencies: ["Merge", "Tables", "Errands", "WebDesk"],
            swiftSettings: settings),
        .target(
            name: "WebDoor",
            dependencies: [
                "WebDesk", hummingbird, hummingbirdTLS, httpTypes, lifecycle, logging, nioCore,
                nioPosix, nioSSL,
            ],
            swiftSettings: settings),

        .testTarget(
            name: "WebDoorTests",
            dependencies: ["Merge", "Identity", "Errands", "WebDesk", "WebDoor", logging],
            swiftSettings: settings),

        // The commands are libraries, so that a hub can run an office's commands in its own process
        // (`serve --with-office`): HubCommand stands above OfficeCommand.
        .target(
            name: "OfficeCommand",
            dependencies: [
                "Disk", "Merge", "Sync", "X12", "Sealing", "Store", "Wire", "Identity", "Backups",
                "Rulebook", "Replica", "Interface", "Supervision", "Monitoring", "Errands",
                "WebDesk", "WebDoor",
                arguments, lifecycle, signals, logging,
            ] + business,
            swiftSettings: settings),
        .testTarget(
            name: "OfficeCommandTests",
            dependencies: [
                "Merge", "Sync", "Store", "Rulebook", "Identity", "Backups", "Replica", "Hub",
                "Monitoring", "Errands", "WebDesk", "OfficeCommand", "HubCommand", "DeskKit",
                "HouseKit", arguments, logging,
            ] + business,
            swiftSettings: settings),
        // A whole group in this process, for the tests of the commands.
        .target(
            name: "HouseKit",
            dependencies: [
                "Merge", "Sync", "Store", "Wire", "Rulebook", "Replica", "Hub",
                "OfficeCommand", "HubCommand", arguments,
            ] + business,
            path: "Tests/HouseKit", swiftSettings: settings),
        .testTarget(
            name: "RulebookTests",
            dependencies: [
                "Merge", "Sync", "Store", "Rulebook", "Replica", "Hub", "DeskKit",
                "HouseKit",
            ] + business,
            swiftSettings: settings),
        .testTarget(
            name: "HubCommandTests",
            dependencies: [
                "Merge", "Sync", "Store", "Identity", "Rulebook", "Replica", "Monitoring", "Hub",
                "Errands", "WebDesk", "OfficeCommand", "HubCommand", "HouseKit", arguments,
            ] + business,
            swiftSettings: settings),
        .target(
            name: "HubCommand",
            dependencies: [
                "Merge", "Sync", "Tables", "Records", "Practice", "Sealing", "Store", "Wire",
                "Identity", "Backups", "Rulebook", "Replica", "Hub", "OfficeCommand",
                "Supervision", "Monitoring",
                "Errands",
                "WebDesk", "WebDoor", arguments, lifecycle, signals, logging,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "Simulator",
            dependencies: [
                "Merge", "Sync", "Records", "Fees", "Participation", "Benefits", "Practice",
                "Rulebook", arguments,
            ],
            swiftSettings: quick),
        .testTarget(
            name: "SimulatorTests",
            dependencies: [
                "Merge", "Sync", "Store", "Records", "Participation", "Benefits", "Practice",
                "Rulebook", "Simulator", "DeskKit",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Merge", "Sync", "Tables", "Records", "Fees", "Participation", "Benefits",
                "Practice", "Sealing", "Store",
                "Wire", "Identity", "Rulebook", "Replica", "Hub", sqlite, arguments, lifecycle,
                logging,
            ],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: quick),
        .executableTarget(
            name: "bridgework", dependencies: ["OfficeCommand"], swiftSettings: settings,
            linkerSettings: linker),
        .executableTarget(
            name: "bridgework-hub", dependencies: ["HubCommand", "OfficeCommand"],
            swiftSettings: settings, linkerSettings: linker),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Merge", "Sync", "Sealing", "Store", "Wire", "Identity", "Rulebook", "Replica",
                "Hub", "Errands", "OfficeCommand", "bridgework", "bridgework-hub", "DeskKit",
                "NoteKit",
                grdb, arguments,
            ] + business,
            swiftSettings: settings),
    ]
)

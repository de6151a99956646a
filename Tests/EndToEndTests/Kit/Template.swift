import Foundation
import Hub
import Merge
import Practice
import Store
import Testing

/// One group that is made once, by commands alone, and copied for each test: joining costs seconds.
enum Template {
    private static let made = Result { try make() }

    private struct Made: Sendable {
        let folder: String
        let codes: [String]
    }

    /// A copy with ports of its own.
    static func copy() throws -> Group {
        let template = try made.get()
        let group = Group(
            folder: newFolder(), port: FreePort.pair(), codes: template.codes, hasCentral: true)
        try Group.copyFolder(template.folder, to: group.folder)
        for site in group.replicas + [group.hub] {
            try site.open { store in
                try store.write { try $0.setMeta("port", String(group.port)) }
            }
        }
        return group
    }

    static func newFolder() -> String {
        NSTemporaryDirectory() + "bridgework-e2e-" + UUID().uuidString.prefix(8)
    }

    /// A hub and nobody in it; made by the command, or long ago.
    static func empty(madeAt past: Date? = nil) throws -> Group {
        let group = Group(
            folder: newFolder(), port: FreePort.pair(), codes: [], hasCentral: false)
        try FileManager.default.createDirectory(
            atPath: group.folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        if let past {
            let folder = StoreFolder(group.hub.folder)
            try SQLiteHub.create(in: folder, schema: PracticeSchema.current) {
                try HubDesk.found(
                    in: HubHome(folder.path), name: "Test Group", host: "localhost",
                    port: group.port,
                    now: Timestamp(milliseconds: Int64(past.timeIntervalSince1970 * 1_000)))
            }
            return group
        }
        try group.hub.done(
            "init", "--group", "Test Group", "--host", "localhost", "--port", "\(group.port)")
        return group
    }

    private static func make() throws -> Made {
        let bare = try empty()
        try bare.serve()
        let invitation = ["invite", "--central", "desk", "--role", "coordinator"]
        try bare.central.done("join", "--token", bare.hub.done(invitation))
        let group = Group(
            folder: bare.folder, port: bare.port, codes: [], hasCentral: true)
        try group.central.done("create", "payor", "code=P1", "name=Payor One")
        try group.central.done("create", "insurance-plan", "code=PL1", "payor=P1")
        try group.join("A01")
        try group.join("B01")
        try group.requireQuiet()
        #expect(bare.stopHub() == 0)
        atexit { if let made = try? Template.made.get() { Template.remove(made.folder) } }
        return Made(folder: group.folder, codes: group.codes)
    }

    private static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

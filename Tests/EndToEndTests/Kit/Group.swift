import Foundation
import Testing

/// A dental group on this machine: a hub, a central replica and offices, each a folder and real
/// processes, with TLS on loopback between them.
final class Group {
    let folder: String
    let port: Int
    private(set) var codes: [String]
    private(set) var hasCentral: Bool
    private var daemons: [Daemon] = []
    private(set) var hubDaemon: Daemon?

    init(folder: String, port: Int, codes: [String], hasCentral: Bool) {
        self.folder = folder
        self.port = port
        self.codes = codes
        self.hasCentral = hasCentral
    }

    var hub: Site { Site(program: .hub, folder: folder + "/hub") }
    var central: Site { site("central") }
    var a: Site { site("A01") }
    var b: Site { site("B01") }
    var offices: [Site] { codes.map { site($0) } }
    var replicas: [Site] { (hasCentral ? [central] : []) + offices }

    func site(_ name: String) -> Site {
        Site(program: .office, folder: folder + "/" + name)
    }

    /// A group with central and offices A01 and B01, joined and level, whose hub serves. At the end
    /// everything is level and sound, or the test fails.
    static func with(
        isQuietAtEnd: Bool = true, at place: SourceLocation = #_sourceLocation,
        _ body: (Group) async throws -> Void
    ) async throws {
        let group = try Template.copy()
        defer { group.remove() }
        try group.serve()
        try await body(group)
        if isQuietAtEnd { try group.requireQuiet(at: place) }
    }

    // MARK: The hub

    /// Starts the hub and waits until it listens.
    func serve(_ more: [String] = []) throws {
        let daemon = try Daemon(
            Binaries.hub.url,
            ["serve", "--store", hub.folder, "--listen", "127.0.0.1:\(port)"] + more,
            log: folder + "/hub.log")
        daemons.append(daemon)
        hubDaemon = daemon
        let isUp = Deadline.reached(within: 30) {
            !daemon.isRunning
                || FreePort.answers(port) && FreePort.answers(port + 1)
                    && FileManager.default.fileExists(atPath: hub.folder + "/socket")
        }
        try #require(isUp && daemon.isRunning, "the hub does not serve: \(daemon.said)")
    }

    @discardableResult
    func stopHub() -> Int32 { hubDaemon?.stop() ?? -1 }

    func killHub() { hubDaemon?.kill() }

    var position: Int {
        get throws {
            try #require(try hub.rows("status").first?.number("position"))
        }
    }

    // MARK: The replicas

    /// Starts an agent and waits until commands reach it.
    func agent(_ site: Site, _ more: [String] = ["--live"]) throws -> Daemon {
        let name = URL(filePath: site.folder).lastPathComponent
        let daemon = try Daemon(
            Binaries.office.url, ["agent", "--store", site.folder] + more,
            log: folder + "/\(name).log")
        daemons.append(daemon)
        let isUp = Deadline.reached(within: 20) {
            !daemon.isRunning
                || FileManager.default.fileExists(atPath: site.folder + "/socket")
        }
        try #require(isUp && daemon.isRunning, "the agent does not run: \(daemon.said)")
        return daemon
    }

    func token(_ code: String, _ more: String...) throws -> String {
        try hub.done(["invite", "--office", code] + more)
    }

    /// Makes an office at the centre and lets its machine in.
    @discardableResult
    func join(_ code: String) throws -> Site {
        if try central.rows("list", "office", "--where", "code=\(code)").isEmpty {
            try central.done("create", "office", "code=\(code)", "name=Office \(code)")
        }
        try central.done("sync")
        let office = site(code)
        try office.done("join", "--token", token(code))
        try office.done("sync")
        codes.append(code)
        return office
    }

    /// Syncs these in turn; without names, everybody, twice, so that all hear of all.
    func sync(_ sites: Site..., at place: SourceLocation = #_sourceLocation) throws {
        let all = sites.isEmpty ? replicas + replicas : sites
        for site in all { try site.done("sync", at: place) }
    }

    /// Everybody is level, nothing waits, every store is sound, and each equals what the hub says
    /// that it should hold.
    func requireQuiet(at place: SourceLocation = #_sourceLocation) throws {
        try sync(at: place)
        for replica in replicas {
            let name = URL(filePath: replica.folder).lastPathComponent
            let pending = try replica.rows("status", at: place).first?.number("pending")
            #expect(pending == 0, "\(name) waits", sourceLocation: place)
            #expect(
                try replica.done("digest", at: place) == digest(of: name, at: place),
                "\(name) differs from the hub", sourceLocation: place)
            #expect(try replica.done("verify", at: place) == "ok", sourceLocation: place)
        }
        #expect(try hub.done("verify", at: place) == "ok", sourceLocation: place)
    }

    private func digest(of name: String, at place: SourceLocation) throws -> String {
        try hub.done(
            name == "central" ? ["digest", "--central"] : ["digest", "--office", name], at: place)
    }

    /// Ends every process this group started and forgets its files.
    func remove() {
        for daemon in daemons { daemon.kill() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: Disks

    /// Copies a store's folder, as a backup or a cloned disk does.
    func copy(_ site: Site, to name: String) throws -> Site {
        let target = Site(program: site.program, folder: folder + "/" + name)
        try? FileManager.default.removeItem(atPath: target.folder)
        try FileManager.default.copyItem(atPath: site.folder, toPath: target.folder)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: target.folder)
        return target
    }

    /// Puts a copy back in a store's place.
    func restore(_ site: Site, from copy: Site) throws {
        try FileManager.default.removeItem(atPath: site.folder)
        try FileManager.default.copyItem(atPath: copy.folder, toPath: site.folder)
    }
}

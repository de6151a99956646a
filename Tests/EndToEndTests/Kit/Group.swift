import Foundation
import Testing

/// A dental group on this machine: a hub, a central replica and offices, each a folder and real
/// processes, with TLS on loopback between them.
final class Group {
    let folder: String
    let port: Int
    private(set) var codes: [String]
    var hasCentral: Bool
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

    /// A group with central and offices A01 and B01, joined and level, whose hub serves.
    ///
    /// At the end everything is level and sound, or the test fails.
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
    func serve(_ more: [String] = [], environment: [String: String] = [:]) throws {
        let daemon = try Daemon(
            Binaries.hub.url,
            ["serve", "--store", hub.folder, "--listen", "127.0.0.1:\(port)"] + more,
            log: folder + "/hub.log", environment: environment)
        daemons.append(daemon)
        hubDaemon = daemon
        let isUp = Deadline.reached(within: 30) {
            !daemon.isRunning
                || FreePort.answers(port) && FreePort.answers(port + 1)
                    && answers(hub)
        }
        try #require(isUp && daemon.isRunning, "the hub does not serve: \(daemon.said)")
    }

    /// Whether the process that owns the store takes commands.
    func answers(_ site: Site) -> Bool { (try? site.run("status"))?.code == 0 }

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
            !daemon.isRunning || daemon.said.contains("agent on") && answers(site)
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

    /// A second central replica, joined and level.
    func secondCentral() throws -> Site {
        let second = site("second")
        let token = try hub.done("invite", "--central", "second", "--role", "coordinator")
        try second.done("join", "--token", token)
        try second.done("sync")
        return second
    }

    /// Syncs these in turn; without names, everybody, twice, so that all hear of all.
    func sync(_ sites: Site..., at place: SourceLocation = #_sourceLocation) throws {
        let all = sites.isEmpty ? replicas + replicas : sites
        for site in all { try site.done("sync", at: place) }
    }

    /// Everybody is level, nothing waits, every store is sound, and each equals what the hub says
    /// that it should hold.
    func requireQuiet(at place: SourceLocation = #_sourceLocation) throws {
        for replica in replicas { try replica.done("sync", at: place) }
        if try differing(at: place) != [] { try sync(at: place) }
        #expect(try differing(at: place) == [], sourceLocation: place)
        for replica in replicas {
            let status = try #require(try replica.rows("status", at: place).first)
            #expect(status.number("pending") == 0, sourceLocation: place)
            #expect(try replica.done("verify", at: place) == "ok", sourceLocation: place)
        }
        #expect(try hub.done("verify", at: place) == "ok", sourceLocation: place)
    }

    /// The replicas whose records are not what the hub says.
    func differing(at place: SourceLocation = #_sourceLocation) throws -> [String] {
        try replicas.map { URL(filePath: $0.folder).lastPathComponent }.filter { name in
            let scope = name == "central" ? ["--central"] : ["--office", name]
            return try site(name).done("digest", at: place)
                != hub.done(["digest"] + scope, at: place)
        }
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
        try Group.copyFolder(site.folder, to: target.folder)
        return target
    }

    /// Puts a copy back in a store's place.
    func restore(_ site: Site, from copy: Site) throws {
        try Group.copyFolder(copy.folder, to: site.folder)
    }

    /// As `cp -a`: a socket that a killed process left is copied too.
    static func copyFolder(_ source: String, to target: String) throws {
        try? FileManager.default.removeItem(atPath: target)
        let outcome = try Run(URL(filePath: "/bin/cp"), ["-a", source, target]).end()
        try #require(outcome.code == 0, "\(outcome)")
    }
}

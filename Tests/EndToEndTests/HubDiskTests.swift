import Foundation
import Testing

extension EndToEnd {
    /// What a hub does whose disk is full or damaged: it says so, and throws nothing away.
    struct HubDiskTests {
        @Test func `a damaged hub is not served, and not sent away`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                #expect(group.stopHub() == 0)
                let path = group.hub.folder + "/bridgework.sqlite"
                let file = try #require(FileHandle(forUpdatingAtPath: path))
                let size = try file.seekToEnd()
                for part in 2...7 {
                    try file.seek(toOffset: size * UInt64(part) / 8 / 4_096 * 4_096)
                    try file.write(contentsOf: Data(repeating: 0xFF, count: 4_096))
                }
                try file.close()
                let outcome = try group.hub.run("serve", "--listen", "127.0.0.1:\(group.port)")
                #expect(outcome.code == 1, "\(outcome)")
                #expect(outcome.err.contains("authority") && outcome.err.contains("--repair"))
                #expect(!outcome.err.contains("join again"))
                #expect(!outcome.err.contains("SELECT") && !outcome.err.contains("INSERT"))
            }
        }

        @Test func `a hub that is not there is not to be joined`() throws {
            let site = Site(program: .hub, folder: Template.newFolder())
            let outcome = try site.run("status", "--check")
            #expect(outcome.code == 1 && outcome.err.contains("bridgework-hub init"), "\(outcome)")
        }

        @Test func `a full disk keeps nobody from reading, and is told`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                #expect(group.stopHub() == 0)
                let hub = group.hub.folder
                try Group.copyFolder(hub, to: group.folder + "/kept")
                let options = ["-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", hub]
                guard try Run(URL(filePath: "/bin/mount"), options).end().code == 0 else {
                    try group.serve()
                    return print("skipped: no right to mount a small disk")
                }
                defer { _ = try? Run(URL(filePath: "/bin/umount"), ["-l", hub]).end() }
                let copy = ["-a", group.folder + "/kept/.", hub]
                #expect(try Run(URL(filePath: "/bin/cp"), copy).end().code == 0)
                try group.central.done("create", "payor", "code=P2", "name=Payor Two")
                try group.serve()
                try group.sync(group.central)
                fill(hub + "/filler")
                // Nothing to send: what is new is fetched, though the hub cannot note the call.
                try group.b.done("sync")
                #expect(try group.b.rows("list", "payor").count == 2)
                try group.a.done(
                    "create", "patient", "family=Waits", "given=Pat", "birthDate=1980-01-01")
                #expect(try group.a.run("sync").code != 0)
                let check = try group.hub.run("status", "--check")
                #expect(check.code == 1 && check.out.contains("free space"), "\(check)")
                #expect(check.out.contains("the hub failed"), "\(check)")
                #expect(group.hubDaemon?.said.contains("the disk is full") == true)
                #expect(group.stopHub() == 0)
                try FileManager.default.removeItem(atPath: hub + "/filler")
                try group.serve()
                try group.sync()
            }
        }

        /// Writes until not a byte is left.
        private func fill(_ path: String) {
            let file = open(path, O_WRONLY | O_CREAT, 0o600)
            var size = 1 << 20
            while size > 0 {
                let block = [UInt8](repeating: 1, count: size)
                if write(file, block, size) <= 0 { size /= 2 }
            }
            close(file)
        }

        @Test func `what was saved is said to be saved when nobody takes the output`() async throws
        {
            try await Group.with { group in
                let words = ["create", "patient", "family=Kept", "given=P", "birthDate=1980-01-01"]
                let shell = try Run(
                    URL(filePath: "/bin/sh"),
                    ["-c", "exec \"$@\" > /dev/full", "sh", Binaries.office.url.path] + words
                        + ["--store", group.a.folder])
                let outcome = try shell.end()
                #expect(outcome.code == 1)
                #expect(outcome.err.contains("stays saved"), "\(outcome)")
                #expect(try group.a.rows("list", "patient").count == 1)
            }
        }

        /// The store would have the stream's number, and talk would go into it.
        @Test func `whoever closes all streams has no talk written into his store`() async throws {
            try await Group.with { group in
                let words = ["create", "patient", "family=Kept", "given=P", "birthDate=1980-01-01"]
                let shell = try Run(
                    URL(filePath: "/bin/sh"),
                    ["-c", "exec \"$@\" <&- >&- 2>&-", "sh", Binaries.office.url.path] + words
                        + ["--store", group.a.folder])
                #expect(try shell.end().code == 0)
                #expect(try group.a.rows("list", "patient").count == 1)
                try group.a.done("verify")
            }
        }
    }
}

import Merge
import Simulator
import Testing

@testable import Sync

/// Where a hub is reached, as people type it and as machines hear of it.
struct HubAddressTests {
    @Test(arguments: [
        ("hub.example.test:7443", "hub.example.test", 7_443),
        ("192.0.2.7:1", "192.0.2.7", 1), ("[2001:db8::7]:65534", "2001:db8::7", 65_534),
    ])
    func `an address is read as it is written`(text: String, host: String, port: Int) {
        let address = HubAddress(text)
        #expect(address?.host == host && address?.port == port)
        #expect(address?.description == text)
    }

    @Test func `a port that is not typed is the usual one`() {
        #expect(HubAddress("hub", port: 7_443)?.description == "hub:7443")
        #expect(HubAddress("[::1]", port: 7_443)?.description == "[::1]:7443")
        #expect(HubAddress("hub:1", port: 7_443)?.port == 1)
        #expect(HubAddress("hub") == nil)
    }

    @Test(arguments: [
        "", ":7443", "hub:", "hub:0", "hub:07443", "hub:65535", "hub:-1", "hub:7443x", "a b:7443",
        "2001:db8::7:7443", "[hub]:7443", "[::1:7443", "[::1]7443", "hub\n:7443", "hüb:7443",
        String(repeating: "x", count: 254) + ":7443",
    ])
    func `what is no address is none`(text: String) {
        #expect(HubAddress(text) == nil)
    }

    @Test func `a live office that waits calls again when the hub's addresses change`() throws {
        var group = SmallGroup()
        let old = try #require(HubAddress("old:7443"))
        let new = try #require(HubAddress("new:7443"))
        var session = HubSession(peer: group.peers[0])
        var office = OfficeSession(now: group.now, isLive: true)
        let admission = Admission(
            rules: SmallSchema.rules, hub: SmallGroup.hubReplica, now: group.now, addresses: [old])
        var toHub = [
            try office.hello(
                group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
                ledger: group.offices[0])
        ]
        var heard: [HubAddress] = []
        while !toHub.isEmpty {
            let replies = try session.receive(
                toHub.removeFirst(), admission: admission, group: SmallGroup.id, now: group.now,
                ledger: &group.hub)
            for reply in replies {
                if case .welcome(let welcome) = reply { heard = welcome.addresses }
                toHub += try office.receive(reply, ledger: &group.offices[0])
            }
        }
        #expect(office.phase == .level && heard == [old])
        #expect(!session.isOvertaken(by: nil, at: [old]))
        #expect(session.isOvertaken(by: nil, at: [old, new]))
        #expect(session.isOvertaken(by: nil, at: []))
    }
}

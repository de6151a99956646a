import HouseKit
import Testing

@testable import HubCommand
@testable import OfficeCommand

/// What `help TOPIC` says.
struct HelpTopicTests {
    @Test(arguments: HelpTopic.office + HelpTopic.hub)
    func `a topic fits the terminal, and its words stand in the manual too`(topic: HelpTopic) {
        for width in [20, 60, 80, 400] {
            let lines = topic.text(width: width).split(separator: "\n")
            let room = max(40, min(width, 80))
            let wide = lines.filter { $0.count > room && !$0.contains("bridgework") }
            #expect(wide == [], "\(topic.name) at \(width)")
        }
        let page = ManualPage(topic, of: "bridgework", version: "1", date: "")
        #expect(page.name == "bridgework-\(topic.name)")
        let orders = page.text.split(separator: "\n")
        #expect(orders.contains { $0.hasPrefix(".TH ") && $0.contains(" 7 ") })
        #expect(orders.count { $0 == ".TP" } == topic.commands.count)
        #expect(!orders.dropFirst().contains { $0.contains("`") })
    }

    @Test func `help says a matter in words, and a command where there is no such matter`()
        async throws
    {
        let store = try await LooseStore("A01")
        let gaps = try await store.bare("help gaps")
        #expect(gaps.code == 0 && gaps.out.hasPrefix("Days on which a doctor works"))
        #expect(gaps.out.contains("bridgework doctor gaps  "))
        let both = try await store.bare("help conflicts")
        #expect(both.out.hasPrefix("What only a person can decide"))
        #expect(both.out.hasSuffix("The command itself: bridgework conflicts --help\n"))
        #expect(try await store.bare("help doctor").out.hasPrefix("OVERVIEW: "))
        #expect(try await store.bare("help conflicts list").out.hasPrefix("OVERVIEW: "))
        #expect(try await store.bare("help nothing").code == 2)
        #expect(try await store.bare("--help").out.contains("help offline, help conflicts"))
    }

    @Test func `words are wrapped, and one that is too long stands alone`() {
        #expect(HelpTopic.wrapped("one two three", width: 7) == ["one two", "three"])
        #expect(HelpTopic.wrapped("a extraordinary b", width: 5) == ["a", "extraordinary", "b"])
        #expect(HelpTopic.wrapped("", width: 5) == [])
    }
}

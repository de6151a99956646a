import HubCommand
import OfficeCommand

@main
enum EntryPoint {
    static func main() async {
        await Program.main(BridgeworkHub.self)
    }
}

import HubCommand
import OfficeCommand

@main
enum EntryPoint {
    static func main() {
        Program.main(BridgeworkHub.self)
    }
}

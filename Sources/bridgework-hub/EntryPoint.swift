import HubCommand

@main
enum EntryPoint {
    static func main() async {
        await BridgeworkHub.main()
    }
}

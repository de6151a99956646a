import OfficeCommand

@main
enum EntryPoint {
    static func main() async {
        await Bridgework.main()
    }
}

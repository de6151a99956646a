import OfficeCommand

@main
enum EntryPoint {
    static func main() {
        Program.main(Bridgework.self)
    }
}

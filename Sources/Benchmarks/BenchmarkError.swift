/// Why no number could be had.
enum BenchmarkError: Error {
    case sqlite(String)
    /// The two sides ended up different: the numbers would mean nothing.
    case diverged(String)
    case baseline(String)
}

/// Where rules that span records find them: a store, a simulated world or a test's few records.
package protocol RecordLookup {
    associatedtype Views: Sequence<RecordView>

    /// Every record of a type that this side holds, active or not.
    func records(_ type: String) -> Views
}

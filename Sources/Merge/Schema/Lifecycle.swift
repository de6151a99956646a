/// Whether a record is in use.
///
/// Users never delete; they say which of these it is.
package enum Lifecycle: String, CaseIterable, Sendable {
    case active
    case inactive
    case enteredInError = "entered-in-error"
}

/// The log that the steps of every workflow stand in.
package enum StatusLog {
    /// Its name, in every type whose records have states.
    package static var attribute: String { "status" }
    /// The step that annuls another one; it is no transition.
    package static var retract: String { "retract" }
}

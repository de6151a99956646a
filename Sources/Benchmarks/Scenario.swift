import ArgumentParser

/// What can be measured alone.
enum Scenario: String, CaseIterable, ExpressibleByArgument {
    /// Workload W with ids in the order of their making, as one person writes them.
    case ascending
    /// The same with ids in no order, as many offices' records reach a hub.
    case random
    case patients
    case network, onboarding, fees, quota, live, sealed
}

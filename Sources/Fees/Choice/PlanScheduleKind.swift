/// The kinds of schedules that a plan itself prices with.
package enum PlanScheduleKind: String, Sendable {
    case copay, fixedBenefit, outOfNetworkAllowed
}

package import Merge

/// The states of one record type and the steps that lead from one to the next.
///
/// A record's `status` is a log of steps. Its state is a fold over that log (`standing(of:)`), so
/// two people who step offline never overwrite each other. What only a date changes is no step:
/// such a state is derived at read, and its transition is dated and belongs to the system. Nor is
/// what the records say that a run has made: a derived transition.
package struct Workflow: Sendable {
    /// The word a command line takes, such as `enrollment` or `fee-draft`.
    package let name: String
    package let title: String
    package let recordType: RecordType
    package let states: [State]
    package let initial: String
    package let transitions: [Transition]
    /// Where a record begins that was entered as what it is already; `nil` where none is.
    package let datedStart: DatedStart?

    private let moves: [String: [Transition]]
    private let legal: [String: [String]]
    /// For each state those that are read over it, by derived transitions.
    private let readings: [String: Set<String>]
    private let stateIndex: [String: Int]
    /// The fields of a logged step, the shared ones first.
    package let fields: [Field]

    /// - Parameters:
    ///   - name: the word that a command line takes.
    ///   - title: what a person calls it.
    package init<Kind: StagedKind>(
        _ name: String, _ title: String, _ kind: Kind.Type, initial: Kind.State,
        datedStart: DatedStart? = nil, states: [StateRow<Kind>], moves: [Move<Kind>]
    ) {
        assert(
            Set(states.map(\.word)) == Set(Kind.State.allCases), "\(name) lacks the row of a state")
        let recordType = Kind.type
        let states = states.map(\.state)
        let transitions = moves.map(\.transition)
        self.name = name
        self.title = title
        self.recordType = recordType
        self.states = states
        self.initial = initial.rawValue
        self.datedStart = datedStart
        self.transitions = transitions
        self.moves = Dictionary(grouping: transitions.filter(\.isLogged), by: \.event)
        self.stateIndex = Dictionary(
            states.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.legal = Dictionary(
            states.map { state in (state.name, Workflow.events(from: state, in: transitions)) },
            uniquingKeysWith: { first, _ in first })
        self.readings = Dictionary(
            states.map { ($0.name, Workflow.readings(of: $0.name, in: transitions)) },
            uniquingKeysWith: { first, _ in first })
        self.fields = recordType[Workflow.attribute]?.fields ?? []
    }

    /// The log that every workflow's steps stand in.
    package static var attribute: String { StatusLog.attribute }
    /// The step that annuls another one; it is no transition.
    package static var retract: String { StatusLog.retract }

    private static func events(from state: State, in transitions: [Transition]) -> [String] {
        var events: [String] = []
        for move in transitions where move.isLogged && move.from.contains(state.name) {
            if !events.contains(move.event) { events.append(move.event) }
        }
        return events
    }

    /// A record entered with a day in that field stands in that state before its first step:
    /// somebody wrote down what holds, not how it came about.
    package struct DatedStart: Hashable, Sendable {
        package let field: String
        package let state: String
        /// The steps that lead there: where one of them is the first, the day says nothing.
        package let precededBy: Set<String>

        package init<Kind: StagedKind>(
            _ field: some FieldToken<Kind>, of kind: Kind.Type, leadsTo state: Kind.State,
            precededBy steps: Set<Kind.Step>
        ) {
            self.field = field.name
            self.state = state.rawValue
            self.precededBy = Set(steps.map(\.rawValue))
        }
    }

    private static func readings(of state: String, in transitions: [Transition]) -> Set<String> {
        var found: Set<String> = []
        var next = [state]
        while let here = next.popLast() {
            for move in transitions where move.isDerived && move.from.contains(here) {
                if let to = move.to, found.insert(to).inserted { next.append(to) }
            }
        }
        return found
    }

    /// One state; the rank says which of two is the safer one to show.
    package struct State: Hashable, Sendable {
        package let name: String
        /// The greater, the safer for billing and patients while nobody knows which state holds.
        package let rank: Int
        package let traits: Set<Trait>

        /// Work is over, unless a step leads out again.
        package var isFinal: Bool { traits.contains(.final) }
        /// What the record stands for holds: the doctor is in the network, the contract runs.
        package var isInForce: Bool { traits.contains(.inForce) }
        /// Never reached by a step: read from another state and a date or other records.
        package var isDerived: Bool { traits.contains(.derived) }
    }

    /// What a state means to rules that do not know its name.
    package enum Trait: Hashable, Sendable {
        case final, inForce, derived
    }

    /// One row of the table: in these states the event leads there.
    package struct Transition: Hashable, Sendable {
        package let event: String
        package let from: [String]
        /// `nil` stays where it is: the step is a fact worth logging, not a change of state.
        package let to: String?
        package let actor: Actor
        package let needs: [Need]
        /// Brought by a date alone: drawn in diagrams, never logged.
        package let isDated: Bool
        /// Read from other records, such as a run's cases: drawn in diagrams, never logged.
        package let isDerived: Bool

        package var isLogged: Bool { !isDated && !isDerived }

    }

    /// Whose step it is.
    ///
    /// The centre may log every step: it enters what a payor said, too.
    package enum Actor: String, Hashable, Sendable, CaseIterable {
        /// The central coordinator.
        case coordinator
        /// A second person at the centre.
        case approver
        /// The office whose record it is, or the centre.
        case office
        /// A payor's or board's word, which a person at the centre enters.
        case payor
        /// A reaction of the hub, a replica's own work, or the centre by hand.
        case system
    }

    /// What a step must carry.
    package enum Need: Hashable, Sendable {
        case document, effectiveOn, comment, reference
        /// Somebody else than who logged the last step of that name; alone only with a comment.
        case otherUser(than: String)
        /// Somebody who wrote nothing that stands in these attributes; alone only with a comment.
        case otherAuthor(of: [String])

        /// Somebody else than who logged the last such step; alone only with a comment.
        package static func someoneElse(than step: some StepWord) -> Need {
            .otherUser(than: step.rawValue)
        }
    }
}

extension Workflow {
    /// Where a logged event leads from a state; `nil` where it is illegal.
    ///
    /// A log knows nothing of what is read over it: where the event is legal in a state read over
    /// this one, its writer read that.
    package func target(of event: String, from state: String) -> String? {
        let over = readings[state] ?? []
        let row =
            transition(event, from: state)
            ?? moves[event]?.first { !over.isDisjoint(with: $0.from) }
        return row.map { $0.to ?? state }
    }

    /// The row that an event takes from a state; `nil` where the step is illegal.
    package func transition(_ event: String, from state: String) -> Transition? {
        moves[event]?.first { $0.from.contains(state) }
    }

    /// Every row of the event; none for a word that is no step of this workflow.
    package func transitions(of event: String) -> [Transition] {
        moves[event] ?? []
    }

    /// The steps that are legal in a state, in the order of the table.
    package func legalSteps(in state: String) -> [String] {
        legal[state] ?? []
    }

    package func state(_ name: String) -> State? {
        stateIndex[name].map { states[$0] }
    }

    func index(of state: String) -> Int {
        stateIndex[state] ?? 0
    }
}

extension Workflow {
    /// A state's or an event's name as words in a sentence: `notStarted` is "not started".
    package static func words(of name: String) -> String {
        name.reduce(into: "") { words, letter in
            words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
        }
    }
}

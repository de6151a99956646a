package import Merge
internal import Participation
package import Records

extension EstimateSources {
    /// The network and the fees as the records here have them, for one doctor at one office.
    package init(
        _ lookup: some RecordLookup, doctor: RecordID, office: RecordID, on day: Day
    ) {
        let network = NetworkBook(lookup)
        let fees = FeeFinder(lookup, doctor: doctor, office: office, day: day)
        self.init(
            path: { coverage in
                Self.path(coverage, network, doctor, office, day, lookup)
            },
            contracted: { priced, code in fees.contracted(priced, code) },
            usual: { code in fees.usual(code) },
            plan: { schedule, plan, code in fees.plan(schedule, plan, code) })
    }

    private static func path(
        _ coverage: RecordView, _ network: NetworkBook, _ doctor: RecordID, _ office: RecordID,
        _ day: Day, _ lookup: some RecordLookup
    ) -> (answer: PathAnswer, cautions: [String]) {
        switch NetworkQuestion.Insured.of(coverage: coverage.id, on: day, in: lookup) {
        case nil:
            let point = Uncertainty("the coverage's plan or payor is not held here; sync")
            return (.unknown(point), [])
        case .failure(let doubt):
            return (.unknown(Uncertainty("\(doubt); \(doubt.remedy)")), [])
        case .success(let insured):
            let question = NetworkQuestion(
                doctor: doctor, office: office, insured: insured, day: day)
            let answer = network.explain(question)
            return (PathAnswer(answer, to: question), answer.cautions)
        }
    }
}

extension PathAnswer {
    /// What the network's answer means for a fee.
    init(_ answer: NetworkAnswer, to question: NetworkQuestion) {
        let doubts = answer.doubtful.map { doubtful in
            "contract \(doubtful.contract.code): \(doubtful.doubt); \(doubtful.doubt.remedy)"
        }
        switch answer.verdict {
        case .inNetwork:
            guard let path = answer.paths.first else {
                self = .unknown(Uncertainty("no way into the network is named"))
                return
            }
            self = .inNetwork(path.priced(for: question), words: Self.words(path))
        case .outOfNetwork:
            let nearest = answer.misses.first.map { "contract \($0.contract.code): \($0.lack)" }
            self = .outOfNetwork(reason: nearest ?? "no contract serves the payor")
        case .ambiguous: self = .ambiguous(answer.paths.map(Self.words) + doubts)
        case .unknown:
            self = .unknown(
                Uncertainty("nobody knows whether the doctor is in network", candidates: doubts))
        }
    }

    private static func words(_ path: NetworkAnswer.Path) -> String {
        "contract \(path.contract.code), \(path.days)"
    }
}

internal import Mustache

/// The page's parts as templates, compiled in: every `{{value}}` is escaped, and what stands in
/// `{{{…}}}` is `Markup`, which only a template makes.
enum Template: String, CaseIterable {
    case layout, notice, table, facts, form, tiles, today, filters, heatMap, queue, settling
    case plot, timeline, section, actions, columns, locked, signIn
    case importing, taking, paper, printing, replicas, columnPlot

    private static let compiled: MustacheLibrary = {
        Escaping.register()
        var templates: [String: MustacheTemplate] = [:]
        for template in allCases {
            do {
                templates[template.rawValue] = try MustacheTemplate(
                    string: Escaping.pragma + template.text)
            } catch {
                preconditionFailure("the template \(template.rawValue) cannot be read: \(error)")
            }
        }
        return MustacheLibrary(templates: templates)
    }()

    func filled(_ values: [String: Any]) -> Markup {
        guard let html = Template.compiled.render(values, withTemplate: rawValue) else {
            preconditionFailure("there is no template \(rawValue)")
        }
        return Markup(html: html)
    }

    /// As it was written, before it is read.
    var text: String {
        switch self {
        case .layout: Template.layoutText
        case .notice: Template.noticeText
        case .table: Template.tableText
        case .facts: Template.factsText
        case .form: Template.formText
        case .tiles: Template.tilesText
        case .today: Template.todayText
        case .filters: Template.filtersText
        case .heatMap: Template.heatMapText
        case .queue: Template.queueText
        case .settling: Template.settlingText
        case .plot: Template.plotText
        case .timeline: Template.timelineText
        case .section: Template.sectionText
        case .actions: Template.actionsText
        case .columns: Template.columnsText
        case .locked: Template.lockedText
        case .replicas: Template.replicasText
        case .columnPlot: Template.columnPlotText
        case .signIn: Template.signInText
        case .importing: Template.importingText
        case .taking: Template.takingText
        case .paper: Template.paperText
        case .printing: Template.printingText
        }
    }
}

/// HTML that a template made, with every value in it escaped.
struct Markup: Equatable, Sendable {
    let html: String

    fileprivate init(html: String) {
        self.html = html
    }

    init(_ parts: [Markup]) {
        html = parts.map(\.html).joined(separator: "\n")
    }
}

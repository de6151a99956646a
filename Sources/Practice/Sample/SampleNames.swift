/// Invented names, so that nobody takes a synthetic person or payor for a real one.
enum SampleNames {
    static let given = [
        "Alba", "Benno", "Cora", "Dario", "Elin", "Faro", "Gwena", "Hanno", "Ilva", "Joris",
        "Kalea", "Levin", "Mirka", "Nilo", "Orla", "Pavel", "Quira", "Remo", "Saskia", "Tilo",
        "Una", "Valo", "Wenka", "Xandra", "Yaro", "Zita",
    ]
    static let family = [
        "Synthall", "Synthbrook", "Synthcroft", "Synthdale", "Synthelm", "Synthford",
        "Synthgate", "Synthholm", "Synthingham", "Synthjord", "Synthkirk", "Synthley",
        "Synthmoor", "Synthnorth", "Synthoak", "Synthpool", "Synthquay", "Synthridge",
        "Synthstead", "Synthton", "Synthurst", "Synthvale", "Synthwick", "Synthyard",
    ]
    static let towns = [
        "Northmere", "Eastmere", "Southmere", "Westmere", "Highmere", "Lowmere", "Midmere",
        "Oldmere",
    ]
    static let streets = [
        "Sample Street", "Example Avenue", "Fiction Road", "Invented Lane", "Placeholder Way",
    ]
    static let states = ["CT", "MA", "RI"]
    static let payors = [
        "Synthetic Dental Benefit", "Invented Mutual", "Example Health Plan", "Sample Dental Trust",
        "Fictional Life", "Placeholder Insurance", "Synthetic State Medicaid",
        "Imaginary Employers",
        "Example Union Fund", "Invented Discount Plan", "Sample Advantage", "Fictional Casualty",
    ]
    static let employers = [
        "Example Works", "Sample Freight", "Invented Foods", "Fictional Mills", "Synthetic Schools",
    ]
}

import Testing

/// Real programs, files, processes and TLS.
///
/// One at a time: the machine has few cores, and a scenario has several processes of its own.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct EndToEnd {}

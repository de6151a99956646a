import Testing

/// Real programs, files, processes and TLS.
///
/// One at a time in one process: the machine has few cores, and a scenario has several processes of
/// its own. `Tools/test` runs two halves beside each other, and what needs quiet by itself.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct EndToEnd {}

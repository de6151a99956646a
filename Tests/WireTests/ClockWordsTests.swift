import Testing
import Wire

struct ClockWordsTests {
    @Test(arguments: [WireError.CallFault.untrusted, .unauthenticated])
    func `a certificate that does not hold makes one look at the clock first`(
        fault: WireError.CallFault
    ) {
        let words = WireError.callFailed(fault).description
        #expect(words.contains("this machine's clock, which reads 2"))
    }
}

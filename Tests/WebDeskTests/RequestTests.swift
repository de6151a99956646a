import Testing

@testable import WebDesk

/// What a browser sends, read within bounds.
struct RequestTests {
    @Test func `a form is read as it was typed`() throws {
        let form = try #require(WebForm(encoded: "a=Ren%C3%A9+Doe&b=&c=%20x%20&c=y&d"))
        #expect(form["a"] == "René Doe" && form["b"] == nil && form["c"] == "x")
        #expect(form.all("c") == [" x ", "y"] && form.has("d") && form["e"] == nil)
    }

    @Test func `what is written into an address is read back`() {
        for text in ["A/B?c=d&e", "Zoë <b>", "100 %", "+1 413", "日本"] {
            #expect(WebForm.decoded(WebForm.encoded(text)) == text)
        }
    }

    @Test(arguments: ["%", "%4", "%zz", "a=%C3", "a=%00"])
    func `a broken escape, no UTF-8 and a zero are refused`(text: String) {
        #expect(WebForm(encoded: text) == nil)
    }

    @Test func `a form has so many fields and no more`() {
        let fields = [String](repeating: "a=1", count: WebLimits.fieldsMax)
        #expect(WebForm(encoded: fields.joined(separator: "&")) != nil)
        #expect(WebForm(encoded: (fields + ["a=1"]).joined(separator: "&")) == nil)
    }

    @Test func `a method or a target that no page of ours uses is refused`() {
        #expect(WebRequest(method: "DELETE", target: "/") == nil)
        #expect(WebRequest(method: "GET", target: "http://x/") == nil)
        #expect(WebRequest(method: "GET", target: "/%zz") == nil)
        #expect(WebRequest(method: "GET", target: "/", body: [65]) == nil)
    }

    @Test func `a header that stands twice counts as none`() throws {
        let request = try #require(
            WebRequest(
                method: "GET", target: "/",
                headers: [("Host", "a"), ("host", "b"), ("Cookie", "x=1; y=2")]))
        #expect(request.header("host") == nil)
        #expect(request.cookie("y") == "2" && request.cookie("z") == nil)
    }
}

/// What the pages fetch beside themselves; compiled in, so that no file has to be found.
package enum Asset {
    /// - Returns: `nil` where it is no asset's path.
    package static func named(_ path: [String]) -> WebAnswer? {
        switch path {
        case ["desk.css"]:
            WebAnswer(200, type: "text/css; charset=utf-8", styleSheet)
        case ["desk.js"]:
            WebAnswer(200, type: "text/javascript; charset=utf-8", script)
        case ["desk.svg"]: WebAnswer(200, type: "image/svg+xml", icon)
        default: nil
        }
    }

    static let styleSheet = baseStyle + tableStyle + formStyle + workStyle + printStyle

    private static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="7" fill="#0b5f66"/>
        <path d="M5 22h22M8 22c0-6 3.5-10 8-10s8 4 8 10M16 12v10M11 15v7M21 15v7" fill="none"
        stroke="#fff" stroke-width="2.2" stroke-linecap="round"/>
        </svg>
        """

    /// Everything works without it: it hears whether something changed, and takes keys.
    private static let script = """
        "use strict";
        (() => {
          const changed = document.getElementById("changed");
          const pulse = document.body.dataset.pulse;
          const ask = async () => {
            if (document.hidden || !changed) return;
            try {
              const answer = await fetch("/pulse", { cache: "no-store" });
              if (answer.status === 401) { location.replace(location.pathname); return; }
              if (answer.ok && await answer.text() !== pulse) changed.hidden = false;
            } catch { /* the desk is closed: nothing to show */ }
          };
          const hear = (now) => {
            if (now === "ask") ask(); else if (changed && now !== pulse) changed.hidden = false;
          };
          if (pulse !== undefined) {
            document.addEventListener("visibilitychange", ask);
            const others = new BroadcastChannel("changes");
            others.addEventListener("message", (event) => hear(event.data));
            const tell = (now) => { hear(now); others.postMessage(now); };
            // A browser has six lines to a desk: one page of it hears for all, and when that is
            // closed, another does.
            const listen = () => {
              const source = new EventSource("/changes");
              source.addEventListener("message", (event) => tell(event.data));
              source.addEventListener("error", () => {
                if (source.readyState !== EventSource.CLOSED) return;
                tell("ask");
                setTimeout(listen, 10000);
              });
            };
            navigator.locks.request("changes", () => new Promise(listen));
          }

          const paper = document.querySelector("[data-print]");
          if (paper) paper.addEventListener("click", () => window.print());

          const typing = (node) => node.closest("input:not([type=radio]), select, textarea");
          const rows = [...document.querySelectorAll(".queue a, .work a.about")];
          document.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.altKey || event.metaKey) return;
            if (event.target instanceof Element && typing(event.target)) return;
            const take = document.querySelector(`input[name=take][value="${event.key}"]`);
            if (take) { take.checked = true; take.focus(); return; }
            if (event.key === "j" || event.key === "k") {
              if (rows.length === 0) return;
              const here = rows.indexOf(document.activeElement);
              const step = event.key === "j" ? 1 : -1;
              rows[Math.min(rows.length - 1, Math.max(0, here + step))].focus();
              event.preventDefault();
            }
            if (event.key === "/") {
              const search = document.querySelector("input[type=search], .filters input");
              if (search) { search.focus(); event.preventDefault(); }
            }
          });
        })();
        """
}

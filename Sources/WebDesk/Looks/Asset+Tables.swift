extension Asset {
    static let tableStyle = """
        .scroll {
          position: relative; overflow: auto; border: 1px solid var(--line); border-radius: 5px;
          background: var(--sheet); margin: 0 0 8px; max-height: 78vh;
        }
        table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
        th, td { padding: 5px 10px; text-align: left; vertical-align: top; }
        thead th {
          position: sticky; top: 0; z-index: 1; background: var(--sheet); color: var(--soft);
          font-weight: 600; font-size: 0.85rem; white-space: nowrap;
          box-shadow: inset 0 -2px 0 var(--line);
        }
        tbody tr + tr > * { border-top: 1px solid var(--line); }
        tbody tr:hover > * { background: var(--hover); }
        tbody th { font-weight: 500; white-space: nowrap; }
        .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .day { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .id { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.88em; }
        td.text { white-space: nowrap; }
        td.prose { min-width: 24ch; }
        td.unknown { color: var(--bad); font-weight: 600; }
        .facts { margin: 0; background: var(--sheet); border: 1px solid var(--line);
          border-radius: 5px; }
        .facts > div { display: grid; grid-template-columns: 13em 1fr; padding: 5px 12px; }
        .facts > div + div { border-top: 1px solid var(--line); }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .facts dd.open { background: var(--mark); }
        .heat { width: auto; font-size: 0.86rem; }
        .heat th, .heat td { padding: 2px 8px; white-space: nowrap; }
        .heat thead th { top: 0; vertical-align: bottom; padding: 6px 4px; }
        .heat thead th:first-child, .heat tbody th { position: sticky; left: 0;
          background: var(--sheet); z-index: 2; padding-left: 12px; }
        .heat thead th:first-child { z-index: 3; }
        .heat .lapsed { color: var(--bad); font-size: 0.92em; }
        .seat { text-align: center !important; min-width: 30px; padding: 2px 0 !important;
          border-left: 2px solid var(--sheet); color: var(--ink); }
        .heat .seat { background-clip: padding-box; }
        tbody tr:hover > .seat { filter: brightness(0.94); }
        .seat.in, tr:hover > .seat.in { background-color: var(--in); }
        .seat.soon, tr:hover > .seat.soon { background-color: var(--soon); }
        .seat.way, tr:hover > .seat.way { background-color: var(--way); }
        .seat.prep, tr:hover > .seat.prep { background-color: var(--prep); }
        .seat.warn, tr:hover > .seat.warn { background-color: var(--none); font-weight: 700; }
        .seat.out, tr:hover > .seat.out { background-color: var(--out); }
        .seat.gone, tr:hover > .seat.gone { background-color: var(--gone); }
        .seat.none, tr:hover > .seat.none { background-color: var(--none); }
        .seat.open, tr:hover > .seat.open { background-color: var(--open); font-weight: 700; }
        .seat.other, tr:hover > .seat.other { background-color: var(--prep); }
        .legend { display: flex; flex-wrap: wrap; gap: 6px 20px; list-style: none; padding: 0;
          margin: 10px 0; }
        .legend .seat { display: inline-block; width: 30px; border-radius: 3px; }
        .plot { margin: 0 0 18px; max-width: 760px; background: var(--sheet); padding: 12px 16px;
          border: 1px solid var(--line); border-radius: 5px; }
        .plot svg { width: 100%; height: auto; display: block; }
        .plot text { font-size: 12px; fill: var(--ink); }
        .plot .bar { fill: #2f8f97; }
        .plot .bar.bad { fill: #c2503f; }
        .plot .floor, .spark .floor { fill: var(--line); }
        .spark { display: block; }
        .spark .bar { fill: #2f8f97; }
        .spark .bar.bad { fill: #c2503f; }
        .spark .bar.none, .plot .bar.none { fill: var(--line); }
        .replicas td p { margin: 0; }
        .replicas td p + p { margin-top: 4px; }
        .replicas .sign { color: var(--bad); font-weight: 700; }
        .replicas .well { color: var(--soft); }
        .plot figcaption { color: var(--soft); font-size: 0.88rem; margin-top: 6px; }

        """

    static let printStyle = """
        @media print {
          :root { --ink: #000; --ground: #fff; --sheet: #fff; --soft: #333; --line: #999; }
          .top, .filters, .buttons, .skip, .changed, .more, .foot, form.deed,
          .actions, .inline, .lone, .trail, .notice.quiet { display: none; }
          .paper { border: 0; padding: 0; }
          main:has(.paper) .heading { display: none; }
          .scroll { overflow: visible; max-height: none; border: 0; }
          thead th { position: static; }
          main { padding: 0; max-width: none; }
          a { color: inherit; text-decoration: none; }
          tr, .block h2 { break-inside: avoid; break-after: auto; }
          .seat { print-color-adjust: exact; }
        }
        @media (prefers-reduced-motion: no-preference) {
          .tile a, .queue a { transition: background-color 0.12s; }
        }

        """
}

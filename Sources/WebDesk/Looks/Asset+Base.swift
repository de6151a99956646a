extension Asset {
    static let baseStyle = """
        :root {
          --ink: #16232b; --soft: #52636d; --line: #d5dee2; --ground: #f5f8f8; --sheet: #ffffff;
          --brand: #0b5f66; --brand-ink: #ffffff; --link: #0a5960; --hover: #e6f1f1;
          --bad: #a3281c; --bad-ground: #fdecea; --good: #1d6b3a; --good-ground: #e8f5ec;
          --warn: #8a5300; --warn-ground: #fdf1dc; --mark: #fff3c9; --focus: #b45309;
          --in: #bfe3cb; --soon: #d6eadb; --way: #cfe0f5; --prep: #e3e8f1; --out: #f3c6c0;
          --gone: #d9d9de; --none: #f6e2bd; --open: #e6d2f4;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ink: #e4ecee; --soft: #a3b3b9; --line: #33434a; --ground: #12191c;
            --sheet: #1a2428; --brand: #0b4f55; --brand-ink: #eafafa; --link: #7fd3d6;
            --hover: #22333a; --bad: #ff9d92; --bad-ground: #3d1d1a; --good: #8fdcaa;
            --good-ground: #17301f; --warn: #f3c77a; --warn-ground: #392a10; --mark: #4a3f16;
            --focus: #f5b14c; --in: #1f5634; --soon: #234a30; --way: #213f63; --prep: #2b3542;
            --out: #6b2a24; --gone: #3a3d42; --none: #53401c; --open: #4a2d60;
          }
        }
        * { box-sizing: border-box; }
        html { font-size: 15px; }
        body {
          margin: 0; background: var(--ground); color: var(--ink);
          font: 1rem/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
        }
        a { color: var(--link); text-underline-offset: 2px; }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
        main:focus { outline: none; }
        .unseen {
          position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap;
        }
        .skip { position: absolute; left: -999px; top: 0; background: var(--sheet); z-index: 9; }
        .skip:focus { left: 8px; top: 8px; padding: 8px 14px; }
        .top {
          display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px; padding: 0 20px;
          background: var(--brand); color: var(--brand-ink);
        }
        .top a { color: var(--brand-ink); text-decoration: none; }
        .brand { display: flex; gap: 8px; align-items: center; font-weight: 700; }
        .brand img { border: 1px solid #ffffff55; border-radius: 5px; }
        .top nav { flex: 1; }
        .top ul { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; }
        .top nav a { display: block; padding: 12px 9px 10px; font-size: 0.96rem;
          border-bottom: 3px solid transparent; }
        .top nav .count { margin-left: 6px; background: #ffffff33; color: inherit; }
        .top nav a:hover { background: #ffffff1f; }
        .top nav a[aria-current] { border-color: #ffd479; font-weight: 600; }
        .top :focus-visible { outline-color: #ffd479; outline-offset: -3px; }
        .who { display: flex; gap: 12px; align-items: center; font-size: 0.9rem; }
        @media (max-width: 560px) {
          .top { padding: 8px 12px; }
          .top nav { flex-basis: 100%; }
          .top nav a { padding: 7px 7px 5px; }
          main { padding: 14px 12px 32px; }
        }
        .changed {
          position: sticky; top: 0; z-index: 5; padding: 8px 20px; background: var(--warn-ground);
          color: var(--warn); border-bottom: 1px solid var(--line);
        }
        main { padding: 18px 20px 40px; max-width: 1500px; margin: 0 auto; }
        h1 { font-size: 1.55rem; line-height: 1.2; margin: 0; font-weight: 650; }
        h2 { font-size: 1.05rem; margin: 0 0 8px; font-weight: 650; }
        .heading { margin: 0 0 16px; }
        .trail { margin: 0 0 2px; font-size: 0.9rem; }
        .lead { color: var(--soft); margin: 3px 0 0; max-width: 80ch; }
        .block > .lead { margin: -4px 0 10px; }
        .block { margin: 0 0 26px; }
        .columns {
          display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 28px;
          align-items: start;
        }
        @media (max-width: 900px) { .columns { grid-template-columns: minmax(0, 1fr); } }
        .count {
          display: inline-block; min-width: 1.6em; padding: 0 6px; border-radius: 9px;
          background: var(--hover); color: var(--ink); font-size: 0.8rem; text-align: center;
          font-weight: 500;
        }
        .small, .foot { color: var(--soft); font-size: 0.86rem; }
        .foot { padding: 0 20px 24px; max-width: 1500px; margin: 0 auto; }
        .nothing { color: var(--soft); margin: 4px 0; }
        .more, .filters .step {
          display: inline-block; margin: 10px 10px 0 0; padding: 6px 13px; font-weight: 600;
          border: 1px solid var(--link); border-radius: 4px; background: var(--sheet);
          text-decoration: none; min-height: 34px;
        }
        .more:hover, .filters .step:hover { background: var(--hover); }
        .actions { display: flex; flex-wrap: wrap; gap: 10px; margin: 0 0 18px; }
        .actions .more { margin: 0; }
        .notice {
          border: 1px solid var(--line); border-left: 4px solid var(--soft); border-radius: 4px;
          background: var(--sheet); padding: 8px 14px; margin: 0 0 16px;
        }
        .notice:empty { display: none; }
        .notice p { margin: 2px 0; }
        .notice.bad { border-left-color: var(--bad); background: var(--bad-ground); }
        .notice.good { border-left-color: var(--good); background: var(--good-ground); }
        .notice.quiet {
          border: 0; background: none; padding: 0; color: var(--soft); font-size: 0.9rem;
          overflow-wrap: anywhere;
        }
        .notice-title { font-weight: 650; }
        .tiles { display: flex; flex-wrap: wrap; gap: 10px; list-style: none; margin: 0 0 22px;
          padding: 0; }
        .tile a {
          display: block; min-width: 118px; padding: 9px 14px; background: var(--sheet);
          border: 1px solid var(--line); border-top: 3px solid var(--soft); border-radius: 5px;
          text-decoration: none; color: var(--ink);
        }
        .tile a:hover { background: var(--hover); }
        .tile.bad a { border-top-color: var(--bad); }
        .tile strong { display: block; font-size: 1.45rem; line-height: 1.15; font-weight: 650; }
        .tile span { color: var(--soft); font-size: 0.9rem; }
        .locked { max-width: 460px; margin: 14vh auto 0; text-align: center; }
        .paper {
          background: var(--sheet); border: 1px solid var(--line); border-radius: 4px;
          padding: 22px 26px; max-width: 84ch; white-space: pre-wrap; overflow-wrap: anywhere;
          font: 0.95rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace;
        }
        .lone { margin: 0 0 16px; }
        .signin { text-align: left; margin: 22px 0; }
        .signin .field { margin: 0 0 14px; }
        .signin input { width: 100%; }
        code { font: 0.9em ui-monospace, "DejaVu Sans Mono", monospace; }

        """
}

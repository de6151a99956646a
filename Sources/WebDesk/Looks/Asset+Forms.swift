extension Asset {
    static let formStyle = """
        label { font-weight: 600; font-size: 0.92rem; display: block; margin-bottom: 3px; }
        .opt { color: var(--soft); font-weight: 400; }
        input:not([type=radio]):not([type=hidden]), select {
          font: inherit; width: 100%; padding: 6px 9px; color: var(--ink);
          background: var(--sheet); border: 1px solid #7b8b93; border-radius: 4px; min-height: 36px;
        }
        input[type=radio] { width: 17px; height: 17px; accent-color: var(--brand); margin: 0; }
        .field { margin: 0 0 13px; }
        .help { color: var(--soft); font-size: 0.86rem; margin: 3px 0 0; }
        .deed { background: var(--sheet); border: 1px solid var(--line); border-radius: 5px;
          padding: 16px 18px 6px; margin: 0 0 18px; }
        button {
          font: inherit; font-weight: 600; padding: 7px 16px; border-radius: 4px; min-height: 36px;
          border: 1px solid var(--brand); cursor: pointer; background: var(--brand);
          color: var(--brand-ink);
        }
        button:hover { filter: brightness(1.12); }
        button.second { background: var(--sheet); color: var(--link); border-color: var(--link); }
        button.quiet { background: transparent; border: 1px solid #ffffff88; padding: 3px 12px;
          min-height: 30px; color: var(--brand-ink); }
        .buttons { display: flex; flex-wrap: wrap; gap: 10px; margin: 4px 0 12px; }
        .filters { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end;
          margin: 0 0 18px; }
        .filters .field { margin: 0; width: 168px; }
        @media (max-width: 560px) { .filters .field { width: calc(50% - 6px); } }
        .filters .step { margin: 0; min-height: 36px; }
        .inline { display: flex; flex-wrap: wrap; gap: 8px; align-items: center;
          margin: 6px 0 2px; }
        .inline label { margin: 0; }
        .inline input:not([type=hidden]) { width: 260px; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
          gap: 0 16px; }
        details .grid { padding: 12px 0 0; }
        details { margin: 10px 0; }
        summary { cursor: pointer; font-weight: 600; color: var(--link); }

        """

    static let workStyle = """
        .work, .queue { list-style: none; margin: 0; padding: 0; background: var(--sheet);
          border: 1px solid var(--line); border-radius: 5px; overflow: hidden; }
        .work li { display: grid; grid-template-columns: 7.2em minmax(0, 1fr) 6.6em minmax(0, 23em);
          gap: 12px; padding: 6px 14px; align-items: baseline; border-left: 4px solid transparent; }
        .work li + li, .queue li + li { border-top: 1px solid var(--line); }
        .work li:hover { background: var(--hover); }
        .work .now { border-left-color: var(--bad); }
        .work .soon { border-left-color: #c98a1b; }
        .work .kind { color: var(--soft); font-size: 0.88rem; }
        .work .about { color: var(--ink); text-decoration: none; }
        .work .about:hover { text-decoration: underline; }
        .work .due { color: var(--soft); font-variant-numeric: tabular-nums; }
        .work .advice { color: var(--soft); white-space: nowrap; overflow: hidden;
          text-overflow: ellipsis; }
        @media (max-width: 900px) {
          .work li { grid-template-columns: 6em minmax(0, 1fr) 6.6em; }
          .work .advice { display: none; }
        }
        @media (max-width: 560px) {
          .work li { grid-template-columns: minmax(0, 1fr) 6.6em; gap: 0 12px; }
          .work .about { grid-column: 1 / -1; order: 3; }
        }
        .queue a { display: grid; color: var(--ink); text-decoration: none; padding: 8px 14px;
          grid-template-columns: 5.6em minmax(0, 2fr) minmax(0, 2fr) minmax(0, 3fr) 6.6em;
          gap: 12px; align-items: baseline; border-left: 4px solid #c98a1b; }
        .queue .blocking a { border-left-color: var(--bad); }
        .queue a:hover { background: var(--hover); }
        .queue .name { font-weight: 600; }
        .queue .sev, .queue .about, .queue .age { color: var(--soft); font-size: 0.9rem; }
        .queue .blocking .sev { color: var(--bad); font-weight: 600; }
        @media (max-width: 900px) {
          .queue a { grid-template-columns: 5.6em minmax(0, 1fr); }
          .queue a > :nth-child(n + 3) { grid-column: 2; }
        }
        .settling { margin: 0 0 22px; }
        .candidates td, .candidates th { min-width: 13em; padding: 7px 14px; }
        .candidates th[scope=row] { min-width: 9em; color: var(--soft); font-weight: 500; }
        .candidates thead th { font-size: 0.95rem; color: var(--ink); padding: 10px 14px; }
        .candidates td + td, .candidates .candidate + .candidate {
          border-left: 1px solid var(--line); }
        .candidates .advised { background: var(--good-ground); }
        .candidates .differs td { font-weight: 600; font-size: 1.04rem; background: var(--mark); }
        .candidates .origins > tr > * { color: var(--soft); font-size: 0.9rem; }
        .candidates .origins tr:first-child > * { border-top: 2px solid var(--line); }
        .take, .pick, .check { display: flex; gap: 8px; align-items: center; margin: 0;
          cursor: pointer; }
        .check { margin: 8px 0; font-weight: 400; }
        .pick { font-weight: inherit; font-size: inherit; }
        .candidates em { color: var(--soft); font-weight: 400; font-size: 0.9rem; }
        .badge { display: inline-block; margin-top: 4px; color: var(--good); font-size: 0.84rem;
          font-weight: 600; }
        kbd { font: 0.85em ui-monospace, "DejaVu Sans Mono", monospace; padding: 1px 6px;
          border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; }
        .verdict { display: grid; grid-template-columns: minmax(0, 480px) auto; gap: 4px 18px;
          align-items: start; margin-top: 14px; }
        .verdict .buttons { margin-top: 24px; }
        @media (max-width: 900px) { .verdict { grid-template-columns: minmax(0, 1fr); } }

        """
}

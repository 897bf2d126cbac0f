/// The look of the page. It is the same in every report, so the page allows it by its hash and no other.
enum HTMLStyle {
  /// SHA-256 of `sheet` in base64; a test says what it must be.
  static let hash = "S4xaA9rrhtqKlLzePd+eXvnz0pZk9+tuvmGE+a+kIcs="

  /// The filters are check boxes that the sheet looks at: nothing on the page is a program.
  static let sheet = """
    :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--code:#f1f3f6;\
    --mark:#ffe08a;--good:#11733b;--bad:#b3261e;--warn:#8a5300;--critical:#8c1d18;--high:#b93a12;--medium:#8a5a00;--low:#1f6391;--info:#57606a}
    @media (prefers-color-scheme:dark){:root{--bg:#0f1318;--card:#171c23;--ink:#e6e9ed;--soft:#a3adb8;--line:#2d3540;--code:#0d1116;\
    --mark:#6b5300;--good:#5fd08a;--bad:#ff8a80;--warn:#f0b65a;--critical:#ff8a80;--high:#ff9e6d;--medium:#f0c25a;--low:#7cc0f0;--info:#a3adb8}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
    code{overflow-wrap:anywhere}
    main,header,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
    :focus-visible{outline:3px solid var(--low);outline-offset:2px}
    header{padding-top:2rem}
    .name{color:var(--soft);font-size:.875rem;letter-spacing:.06em;text-transform:uppercase;margin:0}
    h1{font-size:2.25rem;line-height:1.2;margin:.25rem 0 .5rem}
    h1.open{color:var(--good)}h1.closed{color:var(--bad)}h1.incomplete{color:var(--warn)}
    h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
    h3{font-size:1rem;margin:1.75rem 0 .5rem;overflow-wrap:anywhere}
    h4{font-size:1rem;margin:0;display:inline;font-weight:600}
    .lead{font-size:1.0625rem;margin:0 0 1rem}
    .alert{border-left:4px solid var(--warn);background:var(--card);padding:.75rem 1rem;margin:.75rem 0;border-radius:0 .375rem .375rem 0}
    .alert.bad{border-color:var(--bad)}
    .alert p,.alert ul{margin:.25rem 0}
    .counts{display:grid;grid-template-columns:repeat(5,1fr);gap:.75rem;list-style:none;margin:1.25rem 0;padding:0}
    .counts li{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--line);border-radius:.375rem;padding:.5rem .75rem}
    .counts b{display:block;font-size:1.625rem;line-height:1.2;font-variant-numeric:tabular-nums}
    .counts .some.critical{border-top-color:var(--critical)}.counts .some.high{border-top-color:var(--high)}
    .counts .some.medium{border-top-color:var(--medium)}.counts .some.low{border-top-color:var(--low)}.counts .some.info{border-top-color:var(--info)}
    .counts .none{color:var(--soft)}
    fieldset{border:1px solid var(--line);border-radius:.375rem;background:var(--card);margin:0 0 1rem;padding:.25rem 1rem .625rem;\
    display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
    legend{color:var(--soft);font-size:.875rem;padding:0 .25rem}
    label{display:inline-flex;gap:.375rem;align-items:center;cursor:pointer;min-height:1.75rem}
    .finding{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--info);border-radius:.375rem;\
    padding:.75rem 1rem;margin:0 0 .75rem;break-inside:avoid}
    .finding.critical{border-left-color:var(--critical)}.finding.high{border-left-color:var(--high)}
    .finding.medium{border-left-color:var(--medium)}.finding.low{border-left-color:var(--low)}
    .finding p{margin:.375rem 0}
    .badge{display:inline-block;font-size:.75rem;font-weight:700;letter-spacing:.03em;text-transform:uppercase;border:1px solid currentcolor;\
    border-radius:1rem;padding:0 .5rem;margin-right:.5rem;vertical-align:.08em}
    .badge.critical{color:var(--critical)}.badge.high{color:var(--high)}.badge.medium{color:var(--medium)}.badge.low{color:var(--low)}.badge.info{color:var(--info)}
    .place,.soft,caption{color:var(--soft)}
    .place{white-space:nowrap;margin-left:.5rem}
    pre{background:var(--code);border:1px solid var(--line);border-radius:.25rem;padding:.5rem .75rem;margin:.5rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
    pre .no{color:var(--soft);user-select:none;margin-right:1rem}
    mark{background:var(--mark);color:inherit;border-radius:.125rem}
    .trace{margin:.5rem 0;padding-left:2rem}
    .trace li::marker{color:var(--soft)}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1rem;margin:.5rem 0}
    dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;min-width:0}
    details{margin:.375rem 0}summary{cursor:pointer;color:var(--soft)}
    .wide{overflow-x:auto}
    table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);font-size:.9375rem}
    caption{text-align:left;font-size:.875rem;padding:.25rem 0}
    th,td{text-align:left;vertical-align:top;padding:.375rem .75rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
    td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    footer{color:var(--soft);font-size:.875rem;margin-top:3rem;padding-bottom:2rem;border-top:1px solid var(--line);padding-top:1rem}
    body:has(#f-critical:not(:checked)) .finding.critical,body:has(#f-high:not(:checked)) .finding.high,\
    body:has(#f-medium:not(:checked)) .finding.medium,body:has(#f-low:not(:checked)) .finding.low,\
    body:has(#f-info:not(:checked)) .finding.info,body:has(#f-existing:not(:checked)) .finding.existing{display:none}
    @media (max-width:40rem){.counts{grid-template-columns:repeat(2,1fr)}h1{font-size:1.75rem}.place{display:block;margin-left:0}}
    @media print{:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#fff;--mark:#ddd;--good:#000;--bad:#000;--warn:#000;\
    --critical:#000;--high:#000;--medium:#000;--low:#000;--info:#000}body{font-size:11pt}.filters,.skip{display:none}\
    main,header,footer{max-width:none;padding:0}h2,h3{break-after:avoid}}

    """
}

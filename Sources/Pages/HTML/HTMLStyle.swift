/// How the HTML face looks. Contrast of text to its ground is at least 4.5 to 1 and of lines that carry meaning at least
/// 3 to 1, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11).
enum HTMLStyle {
  /// Colours, letters and the parts of the page.
  static let screen = """
    :root {
      --paper: #fffefb; --ink: #1d1b18; --muted: #5c574f; --line: #d9d3c7; --wash: #f5f1e9;
      --link: #0b4f78; --accent: #1f5f7f;
      --neutral: #ece7dd; --cool: #a9cfe8; --warm: #c8731b; --strong: #7c2613;
      --hatch-light: #6f6a60; --hatch-dark: #ffffff; --edge: #8a8478; --speck: #23566f;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #16181b; --ink: #eeebe4; --muted: #b7b1a6; --line: #3d4148; --wash: #1f2226;
        --link: #8fcbf0; --accent: #6db3d6;
        --neutral: #34383e; --cool: #4b7f9f; --warm: #df8f3c; --strong: #ffe0b0;
        --hatch-light: #9aa0a8; --hatch-dark: #1b1c1e; --edge: #8d939b; --speck: #d8ecf8;
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 62rem; padding: 0 1.25rem 4rem;
      font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif;
      overflow-wrap: break-word;
    }
    h1, h2, h3, h4, h5, h6, .figure, figcaption {
      font-family: ui-serif, "Iowan Old Style", Charter, "Noto Serif", Cambria, "Liberation Serif", Georgia, serif;
      line-height: 1.2; text-wrap: balance;
    }
    h1 { font-size: clamp(1.9rem, 1.2rem + 3vw, 3rem); font-weight: 600; letter-spacing: -.01em; margin: .2em 0 .5em; }
    h2 { font-size: 1.6rem; font-weight: 600; margin: 0 0 .7em; }
    h3 { font-size: 1.2rem; font-weight: 600; margin: 2em 0 .7em; }
    h4, h5, h6 { font-size: 1.05rem; margin: 1.6em 0 .5em; }
    p, ul, ol, dl { margin: 0 0 1.1em; }
    p, li { max-width: 44rem; }
    li { margin-bottom: .3em; }
    section { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1.6rem; }
    header { border-top: .4rem solid var(--accent); padding-top: 1.6rem; }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
    .kicker { color: var(--muted); font-size: .9rem; letter-spacing: .02em; margin: 0; max-width: none; }
    main:focus { outline: none; }
    main > p:first-child { font-size: 1.2rem; line-height: 1.5; }
    a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
    a:hover { text-decoration-thickness: .14em; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: .5rem; padding: .6rem 1rem; background: var(--paper); z-index: 1; }
    .vh {
      position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; margin: 0 0 2rem; padding: 0; }
    nav li { margin: 0; max-width: none; }
    nav a { display: inline-block; padding: .3rem 0; }
    .ref {
      display: inline-block; min-width: 1.5rem; line-height: 1.5rem; text-align: center; font-size: .8em;
      font-variant-numeric: tabular-nums; white-space: nowrap;
    }
    code {
      font: .88em ui-monospace, "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", Consolas, monospace;
      overflow-wrap: anywhere;
    }
    .note { background: var(--wash); border-left: .3rem solid var(--warm); padding: .8rem 1rem; max-width: none; }
    .headline {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 1.4rem 2rem; margin: 2rem 0;
    }
    .headline div { border-top: 3px solid var(--accent); padding-top: .6rem; }
    .headline dt { color: var(--muted); font-size: .95rem; }
    .headline dd { margin: 0; line-height: 1.45; }
    .figure { display: block; font-size: 2.4rem; font-variant-numeric: lining-nums; line-height: 1.15; }
    .figure strong { font-weight: 600; }
    .facts div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1.2rem; padding: .35rem 0; }
    .facts div + div { border-top: 1px solid var(--line); }
    .facts dt { color: var(--muted); }
    .facts dd { margin: 0; min-width: 0; }
    .scroll { position: relative; overflow-x: auto; margin: 0 0 1.4em; }
    table { border-collapse: collapse; width: 100%; font-size: .97rem; line-height: 1.45; }
    caption { text-align: start; color: var(--muted); padding-bottom: .5rem; }
    th, td { text-align: start; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); }
    thead th, thead td { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
    tbody th { font-weight: 400; }
    .n { text-align: end; font-variant-numeric: tabular-nums; }
    .n:last-child { padding-right: 0; }
    td.n, .k { white-space: nowrap; }
    .sources { padding-inline-start: 2.6rem; }
    .sources li { max-width: none; padding: .15rem .3rem; margin-bottom: .4em; scroll-margin-top: 1rem; }
    .sources li:target { background: var(--wash); outline: 2px solid var(--link); }
    .address { font-size: .92em; overflow-wrap: anywhere; }
    .sources a { display: inline-block; min-height: 1.5rem; }
    footer { border-top: .4rem solid var(--accent); margin-top: 4rem; padding-top: 1.6rem; font-size: .95rem; }
    @media (max-width: 36rem) {
      body { font-size: 1rem; padding: 0 1rem 3rem; }
      .figure { font-size: 2.3rem; }
      .facts div { grid-template-columns: 1fr; }
      th, td { padding-right: .7rem; }
      .k { white-space: normal; }
      .key thead th { width: 5rem; }
      .scroll td:last-child:not(.n):not(:first-child) { min-width: 10rem; }
    }

    """

  /// Pictures and their legends.
  static let pictures = """
    figure { margin: 2.2rem 0 2.6rem; }
    figcaption { font-size: 1.1rem; font-weight: 600; margin-bottom: .9rem; }
    figure svg { display: block; overflow: visible; }
    figure text { fill: var(--ink); font-size: .93rem; font-variant-numeric: tabular-nums; unicode-bidi: plaintext; }
    .bars { max-width: 46rem; font-size: 1rem; }
    figure .bars text { font-size: 1em; }
    text.small { font-size: 13px; fill: var(--muted); }
    text.strong { font-weight: 600; fill: var(--ink); }
    .end { text-anchor: end; }
    .middle { text-anchor: middle; }
    .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
    .track { fill: var(--wash); }
    .t-neutral { fill: var(--neutral); } .t-cool { fill: var(--cool); } .t-warm { fill: var(--warm); }
    .t-strong { fill: var(--strong); } .t-accent { fill: var(--accent); } .t-outlined { fill: var(--paper); }
    .d-neutral { stroke: var(--neutral); } .d-cool { stroke: var(--cool); } .d-warm { stroke: var(--warm); }
    .d-strong { stroke: var(--strong); } .d-accent { stroke: var(--accent); } .d-outlined { stroke: var(--paper); }
    .layer { stroke: var(--edge); stroke-width: 1; vector-effect: non-scaling-stroke; }
    .layer.t-accent { fill-opacity: .18; stroke: var(--accent); stroke-width: 2; }
    .grid, .base { stroke: var(--line); }
    .base { stroke: var(--edge); }
    .goal { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 7 5; }
    .event { stroke: var(--edge); stroke-dasharray: 2 3; }
    .mark { fill: var(--ink); }
    figure text.number { fill: var(--paper); font-size: 12px; font-weight: 600; text-anchor: middle; }
    figure .map { width: 100%; height: auto; overflow: hidden; }
    .map g path { stroke: var(--paper); stroke-width: 2; stroke-linejoin: round; }
    figure path.hatch { fill: none; stroke-width: 4.5; stroke: var(--hatch-light); }
    figure path.h-cool { stroke: var(--speck); }
    figure path.h-warm, figure path.h-strong { stroke: var(--hatch-dark); }
    figure path.speck {
      fill: none; stroke: var(--speck); stroke-width: 6; stroke-linecap: round; stroke-dasharray: 0 18;
    }
    .map g.t-outlined path { stroke: var(--edge); stroke-width: 2.5; }
    .map g path.rim { stroke: var(--ink); stroke-width: 9px; vector-effect: non-scaling-stroke; }
    .map g path.dot { stroke: inherit; stroke-width: 6px; vector-effect: non-scaling-stroke; }
    figure svg.swatch { display: inline-block; vertical-align: -.2em; overflow: hidden; }
    .swatch .edge { fill: none; stroke: var(--edge); stroke-width: 2; }
    .key { width: auto; margin-top: .8rem; font-size: .95rem; }
    .key th, .key td { padding: .3rem 1.4rem .3rem 0; }
    .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; list-style: none; padding: 0; margin: .6rem 0; }
    .legend li { margin: 0; }
    .events { font-size: .95rem; margin: .8rem 0; }
    .remark { color: var(--muted); font-size: .95rem; margin: .8rem 0; }
    summary { color: var(--link); cursor: pointer; padding: .3rem 0; width: fit-content; }
    details[open] summary { margin-bottom: .6rem; }
    @media (max-width: 36rem) {
      .map g path { stroke-width: 3; }
      .map g path.rim { stroke-width: 6px; } .map g path.dot { stroke-width: 4px; }
      .key th, .key td { padding-right: .8rem; }
    }

    """

  /// A4 and Letter: the size is the printer's, the margins fit both.
  static let paper = """
    @page { margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
    @media print {
      :root {
        --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --wash: #f2f2f2; --link: #000; --accent: #1f5f7f;
        --neutral: #ece7dd; --cool: #a9cfe8; --warm: #c8731b; --strong: #7c2613;
        --hatch-light: #6f6a60; --hatch-dark: #fff; --edge: #666; --speck: #23566f;
      }
      html { color-scheme: light; font-size: 9.5pt; }
      body { font-size: 10pt; line-height: 1.45; max-width: none; padding: 0 .8rem; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .skip, nav, summary { display: none; }
      a, .ref { color: inherit; text-decoration: none; }
      .ref { min-width: 0; line-height: inherit; font-size: .85em; }
      h1 { font-size: 24pt; } h2 { font-size: 15pt; } h3 { font-size: 12pt; margin: 1.2em 0 .5em; }
      h1, h2, h3, h4, h5, h6, caption, figcaption { break-after: avoid; break-inside: avoid; }
      section { margin-top: 1.6rem; padding-top: 1rem; }
      p, li { max-width: none; orphans: 3; widows: 3; }
      figure { margin: 1.4rem 0; }
      figure, tr, li, dl > div, .note, .headline { break-inside: avoid; }
      thead { display: table-header-group; }
      .scroll { overflow: visible; }
      table { font-size: 9pt; }
      th, td { padding: .25rem .8rem .25rem 0; }
      .headline { grid-template-columns: repeat(auto-fit, minmax(35mm, 1fr)); gap: 1rem 1.4rem; margin: 1.2rem 0; }
      .figure { font-size: 21pt; }
      .facts div { grid-template-columns: 8rem 1fr; padding: .2rem 0; }
      .bars { max-width: 60%; font-size: 8.5pt; }
      .sources, footer { font-size: 8.5pt; }
      .sources { columns: 2; column-gap: 3.6rem; }
      .sources li { margin-bottom: .15em; }
      .events { margin: .4rem 0; }
      .events li, .key th, .key td { margin: 0; padding-top: .1rem; padding-bottom: .1rem; }
    }

    """
}

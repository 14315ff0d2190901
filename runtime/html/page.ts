// A page of HTML that stands alone: no script, nothing fetched, light and dark.

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #68707a; --line: #d5dae0; --back: #fff;
  --one: #1f6feb; --two: #d9730d; --good: #1a7f37; --bad: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --dim: #98a1ac; --line: #3a424c; --back: #14171b;
  --one: #6ea8fe; --two: #f5a65b; --good: #56d364; --bad: #ff7b72; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); max-width: 66rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
table { overflow-wrap: normal; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
.dim { color: var(--dim); } .good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--dim); } .right { text-align: right; white-space: nowrap; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 1.5rem; }
figure { margin: 0; max-width: 30rem; } figcaption { color: var(--dim); font-size: .87rem; }
svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; }
svg text { fill: var(--dim); } .axis { stroke: var(--line); } .even { stroke: var(--dim); stroke-dasharray: 3 4; }
.one { color: var(--one); } .two { color: var(--two); }
.wide { overflow-x: auto; }
`;

/** A cell of text; `right` for numbers. `html` is trusted: made by `escapeHtml` or by a plot. */
export interface Cell {
  readonly html: string;
  readonly right?: boolean;
}

export function page(title: string, ...parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${parts.join("\n")}
</body>
</html>
`;
}

export function section(title: string, ...parts: readonly string[]): string {
  return `<h2>${escapeHtml(title)}</h2>\n${parts.join("\n")}`;
}

export function paragraph(text: string, kind: "plain" | "dim" | "good" | "bad" = "plain"): string {
  return kind === "plain" ? `<p>${escapeHtml(text)}</p>` : `<p class="${kind}">${escapeHtml(text)}</p>`;
}

export function table(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const row = (cells: readonly Cell[], tag: "th" | "td"): string =>
    `<tr>${cells.map(({ html, right }) => `<${tag}${right === true ? ' class="right"' : ""}>${html}</${tag}>`).join("")}</tr>`;
  return `<div class="wide"><table>\n<thead>${row(head, "th")}</thead>\n<tbody>\n${rows
    .map((cells) => row(cells, "td"))
    .join("\n")}\n</tbody></table></div>`;
}

export const textCell = (text: string): Cell => ({ html: escapeHtml(text) });
export const numberCell = (text: string): Cell => ({ html: escapeHtml(text), right: true });

export function figure(plot: string, caption: string): string {
  return `<figure>${plot}<figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

// Names in a Mermaid chart are shown, whatever they hold: they never end a label, and are never taken for HTML.
import { expect, test } from "vitest";
import { lineageMermaid } from "../../runtime/cli/views/lineage.ts";

test("what Mermaid and HTML take for their own is written as entities", () => {
  const lines = lineageMermaid(
    {
      nodes: [
        { id: "a", kind: "file", title: 'data/"x"] --> <img src=y> #1 & `z`.csv', facts: {} },
        { id: "b", kind: "feature_view", title: "größe", facts: { fingerprint: "0123456789abcdef" } },
      ],
      edges: [{ from: "a", to: "b" }],
    },
    ["b"],
  );
  expect(lines).toEqual([
    "flowchart LR",
    '  n0["file<br>data/#34;x#34;] --#62; #60;img src=y#62; #35;1 #38; #96;z#96;.csv"]',
    '  n1["feature view<br>größe<br>0123456789ab"]',
    "  n0 --> n1",
    "  style n1 stroke-width:3px",
  ]);
});

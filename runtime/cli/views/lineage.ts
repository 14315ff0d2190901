// A lineage as a tree for people, and as Mermaid for documents.
import type { LineageGraph, Lineage, LineageNode } from "../../lineage/graph.ts";
import type { Trace } from "../../lineage/trace.ts";

const SHOWN_FACTS = ["aliases", "rows", "cut", "changes", "serves", "missing", "type", "label"];
const DIGITS = 12;

export function lineageLines(
  { graph, subjects, rebuild }: Trace,
  directions: readonly ("up" | "down")[],
): readonly string[] {
  const lines: string[] = [];
  for (const id of subjects) {
    const node = graph.get(id);
    if (node === null) continue;
    lines.push(nodeText(node));
    for (const direction of directions) {
      const next = (each: string) => (direction === "up" ? graph.parents(each) : graph.children(each));
      if (next(id).length === 0) continue;
      lines.push(direction === "up" ? "  made of" : "  makes");
      addBranches(lines, id, next, "  ", new Set([id]));
    }
  }
  if (rebuild.length > 0) lines.push("", "To make it again:", ...rebuild.map((line) => `  ${line}`));
  return lines;
}

/** A node that came before is not opened again. */
function addBranches(
  lines: string[],
  id: string,
  next: (id: string) => ReturnType<LineageGraph["parents"]>,
  indent: string,
  seen: Set<string>,
): void {
  const nodes = next(id);
  for (const [index, node] of nodes.entries()) {
    const last = index === nodes.length - 1;
    const again = seen.has(node.id) && next(node.id).length > 0;
    lines.push(`${indent}${last ? "└─ " : "├─ "}${nodeText(node)}${again ? " (above)" : ""}`);
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    addBranches(lines, node.id, next, `${indent}${last ? "   " : "│  "}`, seen);
  }
}

function nodeText({ kind, title, facts }: LineageNode): string {
  const digest = facts.fingerprint ?? facts.sha256;
  const shown = [
    ...(digest === undefined ? [] : [digest.slice(0, DIGITS)]),
    ...SHOWN_FACTS.flatMap((name) => (facts[name] === undefined ? [] : [`${name} ${facts[name]}`])),
    ...(facts.fingerprint !== undefined && facts.compiled !== "now" ? ["not what is compiled now"] : []),
  ];
  const name = kind.replace("_", " ");
  const label = title.startsWith(name) || kind === "code" || kind === "version" ? title : `${name} ${title}`;
  return shown.length === 0 ? label : `${label}  [${shown.join(", ")}]`;
}

/** `flowchart LR`: from what things are made of, to what is made of them. */
export function lineageMermaid({ nodes, edges }: Lineage, subjects: readonly string[]): readonly string[] {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const shape = ({ kind, title, facts }: LineageNode): string => {
    const digest = facts.fingerprint ?? facts.sha256;
    const lines = [kind.replace("_", " "), title, ...(digest === undefined ? [] : [digest.slice(0, DIGITS)])];
    return `["${lines.map(mermaidText).join("<br>")}"]`;
  };
  return [
    "flowchart LR",
    ...nodes.map((node) => `  ${names.get(node.id)}${shape(node)}`),
    ...edges.map(({ from, to }) => `  ${names.get(from)} --> ${names.get(to)}`),
    ...subjects.map((id) => `  style ${names.get(id)} stroke-width:3px`),
  ];
}

/** Names of files and models may hold what Mermaid would take for its own or for HTML. */
function mermaidText(text: string): string {
  return text.replace(/[#"<>&`]/g, (character) => `#${character.charCodeAt(0)};`);
}

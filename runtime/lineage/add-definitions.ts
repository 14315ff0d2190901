// The definitions as they are compiled now, as part of a lineage.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Program } from "../../compiler/ir/program.ts";
import type { LineageGraph, NodeKind } from "./graph.ts";

const DIGITS = 12;

/** A definition under its fingerprint: one that changed since is another node. */
export function definitionId(kind: NodeKind, name: string, fingerprint: string): string {
  return `${kind}/${name}@${fingerprint.slice(0, DIGITS)}`;
}

export function addDefinitions(graph: LineageGraph, { program, fingerprints }: Manifest): void {
  const idOf = (kind: NodeKind, name: string): string =>
    definitionId(kind, name, fingerprints[`${kind}/${name}`] ?? "");
  const addDefinition = (
    kind: NodeKind,
    name: string,
    facts: Readonly<Record<string, string>> = {},
  ): string => {
    const id = idOf(kind, name);
    const fingerprint = fingerprints[`${kind}/${name}`] ?? "";
    graph.add({ id, kind, title: name, facts: { fingerprint, compiled: "now", ...facts } });
    return id;
  };
  for (const { name, path } of program.sources) {
    graph.add({ id: `source/${name}`, kind: "source", title: name, facts: { path } });
    graph.add({ id: `file/${path}`, kind: "file", title: path, facts: {} });
    graph.connect(`file/${path}`, `source/${name}`);
  }
  for (const { name, parts } of program.unions) {
    graph.add({ id: `source/${name}`, kind: "source", title: name, facts: { union: "true" } });
    for (const { source } of parts) graph.connect(`source/${source}`, `source/${name}`);
  }
  for (const { name, source, inputs } of program.featureViews) {
    const id = addDefinition("feature_view", name);
    graph.connect(`source/${source}`, id);
    for (const { view } of inputs) graph.connect(idOf("feature_view", view), id);
  }
  for (const { name, inputs } of program.requestViews) {
    const id = addDefinition("request_view", name);
    for (const { view } of inputs) graph.connect(idOf("feature_view", view), id);
  }
  for (const { name, spine, featureViews, requestViews, label } of program.trainingSets) {
    const id = addDefinition("training_set", name, { label: label.name });
    graph.connect(`source/${spine}`, id);
    if (label.outcome !== null) graph.connect(`source/${label.outcome.source}`, id);
    for (const view of featureViews) graph.connect(idOf("feature_view", view), id);
    for (const view of requestViews) graph.connect(idOf("request_view", view), id);
  }
}

/** One feature, between its view and what reads it; null where there is none of that name. */
export function addFeature(
  graph: LineageGraph,
  manifest: Manifest,
  view: string,
  name: string,
): string | null {
  const { program, fingerprints } = manifest;
  const kind = program.featureViews.some((each) => each.name === view) ? "feature_view" : "request_view";
  const views: readonly {
    readonly name: string;
    readonly features: Program["requestViews"][number]["features"];
  }[] = kind === "feature_view" ? program.featureViews : program.requestViews;
  const feature = views.find((each) => each.name === view)?.features.find((each) => each.name === name);
  if (feature === undefined) return null;
  const idOf = (of: NodeKind, named: string) => definitionId(of, named, fingerprints[`${of}/${named}`] ?? "");
  const id = `feature/${view}.${name}`;
  graph.add({ id, kind: "feature", title: `${view}.${name}`, facts: { type: feature.type.kind } });
  graph.connect(idOf(kind, view), id);
  for (const reader of program.requestViews) {
    const aliases = reader.inputs.filter((input) => input.view === view).map(({ alias }) => alias);
    const reads = reader.features.filter(({ expression }) =>
      JSON.stringify(expression).match(new RegExp(`\\["(${aliases.join("|")})","${name}"\\]`)),
    );
    if (aliases.length === 0 || reads.length === 0) continue;
    for (const { name: own } of reads) {
      const readerId = addFeature(graph, manifest, reader.name, own);
      if (readerId !== null) graph.connect(id, readerId);
    }
  }
  for (const set of program.trainingSets) {
    if (set.features.some((each) => each.view === view && each.feature === name)) {
      graph.connect(id, idOf("training_set", set.name));
    }
  }
  return id;
}

// Checks declarations and gives the canonical program, or everything that is wrong with them.
import type { Declaration } from "../ir/declaration.ts";
import type { Checked } from "../ir/diagnostic.ts";
import type { Program } from "../ir/program.ts";
import { aggregations } from "../library/aggregations/index.ts";
import { functions } from "../library/functions/index.ts";
import { deepFreeze } from "./canonical.ts";
import { createCatalog } from "./catalog.ts";
import type { Context } from "./context.ts";
import { checkDeployment } from "./deployments.ts";
import { checkEntity } from "./entities.ts";
import { checkFeatureView } from "./feature-views.ts";
import { checkModel } from "./models.ts";
import { sortedByName } from "./names.ts";
import { createReport } from "./report.ts";
import { checkRequestView } from "./request-views.ts";
import { rules, rulesOfTheWhole } from "./rules/index.ts";
import { checkSource } from "./sources.ts";
import { createStructure } from "./structure.ts";
import { checkTrainingSet } from "./training-sets.ts";
import { checkUnion } from "./unions.ts";
import { inOrderOfInputs } from "./view-order.ts";
import { createVocabulary, type Library } from "./vocabulary.ts";

interface CheckOptions {
  /** Where trainers are, relative to the project root. */
  readonly definitionsFolder?: string;
  /** Names of declarations that could not be read, and of those that hold failed parts; that was reported. */
  readonly lost?: ReadonlySet<string>;
  readonly partial?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** The order of declarations and files changes nothing. */
export function check(declarations: readonly Declaration[], options: CheckOptions = {}): Checked<Program> {
  return checkWith({ functions, aggregations }, declarations, options);
}

export function checkWith(
  library: Library,
  declarations: readonly Declaration[],
  { definitionsFolder = "definitions", lost = NONE, partial = NONE }: CheckOptions = {},
): Checked<Program> {
  const report = createReport();
  const vocabulary = createVocabulary(library);
  const context: Context = {
    report,
    vocabulary,
    shapeOf: createStructure(vocabulary.isAggregation),
    catalog: createCatalog(declarations, lost, report),
    definitionsFolder,
    entities: new Map(),
    sources: new Map(),
    unions: new Map(),
    featureViews: new Map(),
    soundParts: new Map(),
    requestViews: new Map(),
    trainingSets: new Map(),
    models: new Map(),
    deployments: new Map(),
    named: {
      entities: new Map(),
      sources: new Map(),
      unions: new Map(),
      featureViews: new Map(),
      trainingSets: new Map(),
      models: new Map(),
    },
  };
  checkDeclarations(context, partial);
  for (const rule of rules) rule(context);
  if (lost.size + partial.size === 0) for (const rule of rulesOfTheWhole) rule(context);
  const diagnostics = report.sorted();
  return { value: report.errors() > 0 ? null : deepFreeze(programOf(context)), diagnostics };
}

/** Each kind after those that it refers to. */
function checkDeclarations(context: Context, partial: ReadonlySet<string>): void {
  const { catalog, named } = context;
  for (const declared of catalog.all("entity")) {
    keep(context.entities, declared, checkEntity(declared, context), named.entities);
  }
  for (const declared of catalog.all("source")) {
    const checked = checkSource(declared, context);
    context.sources.set(declared, checked);
    if (checked.source !== null) named.sources.set(declared.name, checked.source);
  }
  for (const declared of catalog.all("union")) {
    const checked = checkUnion(declared, context);
    context.unions.set(declared, checked);
    if (checked.union === null) continue;
    named.sources.set(declared.name, checked.union);
    named.unions.set(declared.name, checked.union);
  }
  for (const declared of inOrderOfInputs(catalog.all("feature_view"), context.report)) {
    const { soundPart, ...checked } = checkFeatureView(declared, context);
    if (soundPart !== null) context.soundParts.set(declared, soundPart);
    // Of failed features not even all names are known: who reads them is not told that there are none.
    if (partial.has(declared.name)) continue;
    context.featureViews.set(declared, checked);
    if (checked.view !== null) named.featureViews.set(declared.name, checked.view);
  }
  for (const declared of catalog.all("request_view")) {
    const checked = checkRequestView(declared, context);
    if (!partial.has(declared.name)) context.requestViews.set(declared, checked);
  }
  for (const declared of catalog.all("training_set")) {
    keep(context.trainingSets, declared, checkTrainingSet(declared, context), named.trainingSets);
  }
  for (const declared of catalog.all("model")) {
    keep(context.models, declared, checkModel(declared, context), named.models);
  }
  for (const declared of catalog.all("deployment")) {
    context.deployments.set(declared, checkDeployment(declared, context));
  }
}

function keep<Declared extends { readonly name: string }, Value>(
  all: Map<Declared, Value | null>,
  declared: Declared,
  value: Value | null,
  named: Map<string, Value>,
): void {
  all.set(declared, value);
  if (value !== null) named.set(declared.name, value);
}

function programOf(context: Context): Program {
  return {
    entities: soundOf(context.entities.values()),
    sources: soundOf([...context.sources.values()].map(({ source }) => source)),
    unions: soundOf([...context.unions.values()].map(({ union }) => union)),
    featureViews: soundOf([...context.featureViews.values()].map(({ view }) => view)),
    requestViews: soundOf([...context.requestViews.values()].map(({ view }) => view)),
    trainingSets: soundOf(context.trainingSets.values()),
    models: soundOf(context.models.values()),
    deployments: soundOf(context.deployments.values()),
  };
}

function soundOf<Item extends { readonly name: string }>(items: Iterable<Item | null>): readonly Item[] {
  return sortedByName([...items].filter((item) => item !== null));
}

// Checks a feature view: its key, its filter, its features and how they are refreshed.
import type { DeclaredFeatureView } from "../ir/declaration.ts";
import type { Entity, FeatureView, Refresh } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { misplaced } from "./aggregate-calls.ts";
import { createAtomTable } from "./atoms.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { CheckedView, Context } from "./context.ts";
import { expandWindows } from "./expand.ts";
import { checkFeatures } from "./features.ts";
import { createInfer } from "./infer.ts";
import { entryNamed } from "./names.ts";
import { type Facts, NO_FACTS, narrow } from "./narrow.ts";
import { printExpression } from "./print.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";
import { readDuration } from "./time.ts";
import { BOOL } from "./types.ts";
import { viewScope } from "./view-scope.ts";

export function checkFeatureView(declared: DeclaredFeatureView, context: Context): CheckedView<FeatureView> {
  const { report, catalog } = context;
  const before = report.errors();
  const entity = catalog.find(declared.entity, "entity");
  const source = catalog.find(declared.source, "source");
  const refresh = readRefresh(declared, context);
  const ttl = declared.ttl === null ? null : readDuration(declared.ttl, "A ttl", report);
  const entries = expandWindows(declared.features);
  const columns = source === null ? undefined : context.sources.get(source)?.columns;
  if (source === null || columns === undefined) return failed(entries);

  const row: SourceRow = { source: source.name, home: declared.span, columns };
  const where = checkWhere(declared, context, row);
  const key = checkKey(
    declared,
    context,
    row,
    where.facts,
    entity === null ? null : context.entities.get(entity),
  );
  const atoms = createAtomTable();
  const scope = viewScope(context, row, where.facts, atoms);
  const { types, features } = checkFeatures(entries, declared, scope, context);
  if (entity === null || report.errors() > before) return { features: types, view: null };
  return {
    features: types,
    view: {
      name: declared.name,
      entity: entity.name,
      source: source.name,
      key,
      where: where.expression,
      ...atoms.settle(features),
      refresh,
      ttl,
      description: declared.description,
    },
  };
}

/** Its features exist, and whoever reads them fails in silence. */
function failed(entries: readonly { readonly name: string }[]): CheckedView<FeatureView> {
  return { features: new Map(entries.map(({ name }) => [name, null])), view: null };
}

function checkWhere(declared: DeclaredFeatureView, context: Context, row: SourceRow) {
  const { where } = declared;
  if (where === null) return { expression: null, facts: NO_FACTS };
  const infer = createInfer(context, rowScope(context, row, misplaced("'where'")));
  const expression = coerce(
    context,
    infer(where),
    BOOL,
    where.span,
    "'where'",
    "Say what null means: `?? false`.",
  );
  // Rows that fail are not of this view, so what the filter proves holds of all others.
  return { expression, facts: narrow(NO_FACTS, where, true, context.shapeOf) };
}

function checkKey(
  declared: DeclaredFeatureView,
  context: Context,
  row: SourceRow,
  facts: Facts,
  entity: Entity | null | undefined,
): FeatureView["key"] {
  const infer = createInfer(context, rowScope(context, row, misplaced("A key")));
  const wanted = new Map<string, ValueType>(entity?.keys.map(({ name, type }) => [name, type]));
  const found = new Map<string, FeatureView["key"][number]>();
  for (const { name, nameSpan, value } of declared.key) {
    const typed = infer(value, facts);
    const type = wanted.get(name);
    if (type === undefined) {
      if (entity) {
        context.report.add(codes.keysDiffer, nameSpan, `Entity '${entity.name}' has no key '${name}'.`, {
          hint: `Its keys are ${[...wanted.keys()].join(", ")}.`,
        });
      }
      continue;
    }
    const hint = `Leave such rows out with \`where\`: \`${printExpression(value)} !== null\`.`;
    const expression = coerce(context, typed, type, value.span, `Key '${name}'`, hint);
    if (expression !== null) found.set(name, { name, expression });
  }
  for (const name of wanted.keys()) {
    if (entryNamed(declared.key, name) !== undefined) continue;
    context.report.add(
      codes.keysDiffer,
      declared.nameSpan,
      `Key '${name}' of entity '${entity?.name}' is missing.`,
      {
        hint: `Return it from 'key': all keys of the entity, under their names.`,
      },
    );
  }
  return [...wanted.keys()].flatMap((name) => found.get(name) ?? []);
}

function readRefresh({ refresh }: DeclaredFeatureView, { report }: Context): Refresh | null {
  if (refresh.mode === "stream") return null;
  const every = readDuration(refresh.every, "A refresh", report);
  const delay = refresh.delay === null ? 0 : readDuration(refresh.delay, "A delay", report, { least: 0 });
  return every === null || delay === null ? null : { every, delay };
}

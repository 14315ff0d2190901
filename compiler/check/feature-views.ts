// Checks a feature view: its key, its filter, its features and how they are refreshed.
import type { DeclaredFeatureView } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import type { FeatureView, Refresh } from "../ir/program.ts";
import { misplaced } from "./aggregate-calls.ts";
import { createAtomTable } from "./atoms.ts";
import { coerce } from "./coerce.ts";
import type { CheckedFeatureView, Context } from "./context.ts";
import { expandFeatures } from "./expand.ts";
import { checkFeatures } from "./features.ts";
import { createInfer } from "./infer.ts";
import { checkKey } from "./keys.ts";
import { NO_FACTS, narrow } from "./narrow.ts";
import { checkRowInputs } from "./row-inputs.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";
import { findRow } from "./rows.ts";
import { readDuration } from "./time.ts";
import { BOOL, TIMESTAMP } from "./types.ts";
import { viewScope } from "./view-scope.ts";

export function checkFeatureView(declared: DeclaredFeatureView, context: Context): CheckedFeatureView {
  const { report, catalog } = context;
  const before = report.errors();
  const entity = catalog.find(declared.entity, "entity");
  const bare = findRow(declared.source, declared.span, context);
  const refresh = readRefresh(declared, context);
  const ttl = declared.ttl === null ? null : readDuration(declared.ttl, "A ttl", report);
  const entries = expandFeatures(declared.features, report);
  if (bare === null) return failed(entries);

  const inputs = checkRowInputs(declared, bare, context);
  const row: SourceRow = { ...bare, inputs: inputs.views };
  const where = checkWhere(declared, context, row);
  const keyed = entity === null ? null : context.entities.get(entity);
  const key = checkKey(declared, keyed, bare, where.facts, context);
  const atoms = createAtomTable();
  const eventTime = context.named.sources.get(bare.source)?.eventTime ?? UNKNOWN_TIME;
  const scope = viewScope(context, row, where.facts, atoms, eventTime);
  const isFrameSound = report.errors() === before;
  const { types, features } = checkFeatures(entries, declared, scope, context);
  if (entity === null || !isFrameSound) return { features: types, view: null, soundPart: null };
  const soundPart: FeatureView = {
    name: declared.name,
    entity: entity.name,
    source: bare.source,
    inputs: inputs.inputs,
    key,
    where: where.expression,
    ...atoms.settle(features),
    refresh,
    ttl,
    description: declared.description,
  };
  return { features: types, view: report.errors() > before ? null : soundPart, soundPart };
}

/** Of a source that is wrong itself: that is said there, and nowhere else. */
const UNKNOWN_TIME: Expression = { kind: "input", path: ["as_of"], type: TIMESTAMP };

/** Its features exist, and whoever reads them fails in silence. */
function failed(entries: readonly { readonly name: string }[]): CheckedFeatureView {
  return { features: new Map(entries.map(({ name }) => [name, null])), view: null, soundPart: null };
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

function readRefresh({ refresh }: DeclaredFeatureView, { report }: Context): Refresh | null {
  if (refresh.mode === "stream") return null;
  const every = readDuration(refresh.every, "A refresh", report);
  const delay = refresh.delay === null ? 0 : readDuration(refresh.delay, "A delay", report, { least: 0 });
  return every === null || delay === null ? null : { every, delay };
}

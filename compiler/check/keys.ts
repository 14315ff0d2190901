// Checks a key: all keys of an entity, from a row of a source.
import type { DeclaredEntry } from "../ir/declaration.ts";
import type { Entity, FeatureView } from "../ir/program.ts";
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { misplaced } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { Context } from "./context.ts";
import { createInfer } from "./infer.ts";
import { entryNamed } from "./names.ts";
import type { Facts } from "./narrow.ts";
import { printExpression } from "./print.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";

/** Of a feature view, or of one of its inputs, whose rows may do without: then `nullable` lets null keys pass. */
interface DeclaredKey {
  readonly key: readonly DeclaredEntry[];
  readonly nameSpan: Span;
}

export function checkKey(
  declared: DeclaredKey,
  entity: Entity | null | undefined,
  row: SourceRow,
  facts: Facts,
  context: Context,
  nullable = false,
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
    const fits = nullable ? { ...type, nullable: true } : type;
    const expression = coerce(context, typed, fits, value.span, `Key '${name}'`, hint);
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

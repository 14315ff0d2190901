// One row of a source, as keys, filters, times and the inputs of aggregations see it.
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { type AggregateRefusal, refuseAggregate } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import type { Scope, Tools } from "./infer.ts";
import { didYouMean } from "../library/nearest-name.ts";

/** What a source offers; a column of unknown type, which was reported, is null. */
export interface SourceRow {
  readonly source: string;
  /** The declaration that reads it. */
  readonly home: Span;
  readonly columns: ReadonlyMap<string, ValueType | null>;
}

export function rowScope(tools: Tools, row: SourceRow, refusal: AggregateRefusal): Scope {
  const { report } = tools;
  return {
    home: row.home,
    input({ path, span }) {
      const name = path.join(".");
      const type = path.length === 1 ? row.columns.get(name) : undefined;
      if (type === undefined) {
        report.add(codes.unknownInput, span, `Source '${row.source}' has no column '${name}'.`, {
          hint:
            didYouMean(name, row.columns.keys()) ?? `It has ${[...row.columns.keys()].sort().join(", ")}.`,
        });
      }
      if (type === undefined || type === null) return null;
      const because = type.nullable ? `column '${name}' of source '${row.source}' is nullable` : null;
      return { expression: { kind: "input", path: [name], type }, because };
    },
    intercept: (node) => refuseAggregate(tools, node, refusal),
  };
}

// One row of a source, as keys, filters, times and the inputs of aggregations see it.
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { type AggregateRefusal, refuseAggregate } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { didYouMean } from "../library/nearest-name.ts";
import type { Inferred, Scope, Tools } from "./typed.ts";

/** What a source offers; a column of unknown type, which was reported, is null. */
export interface SourceRow {
  readonly source: string;
  /** The declaration that reads it. */
  readonly home: Span;
  readonly columns: ReadonlyMap<string, ValueType | null>;
  /** Features beside each row, by alias. */
  readonly inputs?: ReadonlyMap<string, RowView>;
}

/** Another view's features; null where it failed, which was reported. */
export interface RowView {
  readonly view: string;
  readonly features: ReadonlyMap<string, ValueType | null> | null;
}

export function rowScope(tools: Tools, row: SourceRow, refusal: AggregateRefusal): Scope {
  const { report } = tools;
  return {
    home: row.home,
    input({ path, span }) {
      const [alias = "", feature] = path;
      if (feature !== undefined) return inputOfRow(tools, row, alias, feature, span);
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

function inputOfRow(
  { report }: Tools,
  { inputs = new Map() }: SourceRow,
  alias: string,
  feature: string,
  span: Span,
): Inferred {
  const input = inputs.get(alias);
  if (input === undefined) {
    report.add(codes.unknownInput, span, `There is no input '${alias}'.`, {
      hint: didYouMean(alias, inputs.keys()) ?? "Declare it in 'inputs', with its view and key.",
    });
  }
  if (input === undefined || input.features === null) return null;
  const type = input.features.get(feature);
  if (type === undefined) {
    report.add(codes.unknownInput, span, `View '${input.view}' has no feature '${feature}'.`, {
      hint:
        didYouMean(feature, input.features.keys()) ??
        `It has ${[...input.features.keys()].sort().join(", ")}.`,
    });
  }
  if (type === undefined || type === null) return null;
  const because = type.nullable ? `feature '${feature}' of view '${input.view}' is nullable` : null;
  return { expression: { kind: "input", path: [alias, feature], type }, because };
}

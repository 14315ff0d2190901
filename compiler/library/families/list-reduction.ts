// Methods that make one value of a list's items.
import type { ScalarKind, Value, ValueType } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { wrongCount } from "../kinds.ts";
import { only } from "../operands.ts";
import type { Sql } from "../sql.ts";

export interface ListReduction {
  readonly method: string;
  readonly summary: string;
  /** Of `library/lists.ts`. */
  readonly helper: string;
  /** What the items may be. */
  readonly kinds: readonly ScalarKind[];
  result(element: ValueType): ValueType;
  compute(list: readonly Value[]): Value;
  /** The list is bound. */
  sql(list: Sql, element: ValueType): Sql;
  readonly examples: readonly (readonly [items: Value, list: ValueType, result: Value])[];
}

export function listReduction(reduction: ListReduction): FunctionDefinition {
  const { method, summary, helper, kinds, examples } = reduction;
  return {
    spellings: [{ form: "method", name: method }],
    summary,
    nulls: "strict",
    infer: (args) => {
      const wrong = wrongCount(args, 1);
      const { kind, element } = only(args, 0).type;
      if (kind !== "list" || element === undefined) {
        const of = `is of a list, not of ${kind}.`;
        const hint = `Of single values, write \`Math.${method}(x, y)\`; of timestamps, \`earliest(x, y)\` or \`latest(x, y)\`.`;
        return method === "max" || method === "min" ? { problem: of, hint } : { problem: of };
      }
      if (wrong !== null) return wrong;
      if (kinds.some((each) => each === element.kind)) return { type: reduction.result(element) };
      return { problem: `takes no list of ${element.kind}.`, argument: 0 };
    },
    evaluate: (list) => reduction.compute(list as readonly Value[]),
    javascript: (args, scope) => call(scope.helper(helper), only(args, 0).text),
    sql: (args, scope) => {
      const list = only(args, 0);
      return reduction.sql(scope.bind(list.text), list.type.element ?? list.type);
    },
    examples: examples.map(([items, type, result]) => ({ args: [items], types: [type], result })),
  };
}

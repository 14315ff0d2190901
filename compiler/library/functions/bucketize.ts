// `bucketize(x, [1, 10, 100])`.
import { bucketOf } from "../buckets.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { decimalType, FLOAT64, INT64, listType, scaleOf, wrongCount } from "../kinds.ts";
import { sqlDouble, sqlInteger } from "../literals.ts";
import { asDouble, mayBeNaN, pair } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";

const MOST = 256;

export const bucketize: FunctionDefinition = {
  spellings: [{ form: "function", name: "bucketize" }],
  summary:
    "How many of the ascending literal edges are at most the number: 0 below all of them, and for NaN.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [value, edges] = pair(args);
    const list = Array.isArray(edges.literal) ? (edges.literal as readonly unknown[]) : [];
    const rising = list.every(
      (edge, at) =>
        typeof edge === "number" && Number.isFinite(edge) && (at === 0 || edge > Number(list[at - 1])),
    );
    if (list.length === 0 || list.length > MOST || !rising) {
      return { problem: `takes a literal list of 1 to ${MOST} rising numbers.`, argument: 1 };
    }
    if (value.type.kind === "decimal") {
      const scales = list.map((edge) => scaleOf(FLOAT64, edge as number));
      if (scales.includes(null))
        return { problem: "takes edges with at most 15 digits after the point.", argument: 1 };
      const type = decimalType(Math.max(value.type.scale ?? 0, ...scales.map(Number)));
      return { type: INT64, args: [type, listType(type)] };
    }
    if (value.type.kind === "int64" && edges.type.element?.kind === "int64") return { type: INT64 };
    if (value.type.kind === "int64" || value.type.kind === "float64") {
      return { type: INT64, args: [FLOAT64, listType(FLOAT64)] };
    }
    return { problem: `takes a number, not ${value.type.kind}.`, argument: 0 };
  },
  evaluate: (value, edges) => bucketOf(value as number, edges as readonly number[]),
  javascript: (args, scope) => {
    const [value, edges] = pair(args);
    return call(scope.helper("bucketOf"), value.text, edges.text);
  },
  sql: (args, scope) => {
    const [value, edges] = pair(args);
    const list = edges.literal as readonly number[];
    const isDouble = value.type.kind === "float64";
    const x = scope.bind(isDouble ? asDouble(value) : value.text);
    const spell = isDouble ? sqlDouble : sqlInteger;
    const cases = list.map((edge, at): Sql => sql`WHEN ${x} < ${spell(edge)} THEN ${String(at)}`);
    const unordered = mayBeNaN(value) ? [sql`WHEN isnan(${x}) THEN 0`] : [];
    const all = [...unordered, ...cases].reduce((left, right) => sql`${left} ${right}`);
    return sql`(CASE ${all} ELSE ${String(list.length)} END)::BIGINT`;
  },
  examples: [
    { args: [5, [1, 10]], types: [INT64, listType(INT64)], result: 1 },
    { args: [10, [1, 10]], types: [FLOAT64, listType(INT64)], result: 2 },
    { args: [0.5, [1, 10]], types: [FLOAT64, listType(INT64)], result: 0 },
    { args: [Number.NaN, [1]], types: [FLOAT64, listType(INT64)], result: 0 },
    { args: [150, [1.5, 10]], types: [decimalType(2), listType(FLOAT64)], result: 1 },
  ],
};

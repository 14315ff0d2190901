// Math.min and Math.max: NaN wins, and -0 is below 0.
import type { ValueType } from "../../ir/value-type.ts";
import type { Argument, FunctionDefinition, Inference, Operand, SqlScope } from "../define.ts";
import { call } from "../javascript-text.ts";
import { decimalType, EXACTLY, FLOAT64, INT64, isNumber, kindsOf, scaleOf, wrongCount } from "../kinds.ts";
import { asDouble, mayBeNaN } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";

/** Fewer are no comparison; more are a list, which wants an aggregation. */
const LEAST = 2;
const MOST = 8;

const OF_TIMESTAMPS = "Of timestamps, write `earliest(a, b)` or `latest(a, b)`.";

export function extremum(name: "min" | "max", summary: string): FunctionDefinition {
  const example = (values: readonly number[], type: ValueType) => ({
    args: values,
    types: values.map(() => type),
    result: Math[name](...values),
  });
  return {
    spellings: [{ form: "function", name: `Math.${name}` }],
    summary,
    nulls: "strict",
    infer: inferExtremum,
    evaluate: (...values) => Math[name](...(values as number[])),
    javascript: (args) => call(`Math.${name}`, ...args.map(({ text }) => text)),
    sql: (args, scope) => {
      if (args.every(({ type }) => type.kind !== "float64")) {
        const list = args.map(({ text }) => text).reduce((left, right) => sql`${left}, ${right}`);
        return sql`${name === "min" ? "least" : "greatest"}(${list})`;
      }
      return args
        .map((arg): Operand<Sql> => ({ ...arg, text: asDouble(arg) }))
        .reduce((left, right) => ({ text: pickDouble(name, left, right, scope), type: FLOAT64 })).text;
    },
    examples: [
      example([3, -1], FLOAT64),
      example([0, -0], FLOAT64),
      example([-0, 0], FLOAT64),
      example([1, Number.NaN], FLOAT64),
      example([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], FLOAT64),
      example([5, 2, 9], INT64),
      {
        args: [250, 2],
        types: [decimalType(2), INT64],
        result: Math[name](250, 200),
      },
    ],
  };
}

function pickDouble(name: "min" | "max", left: Operand<Sql>, right: Operand<Sql>, scope: SqlScope): Sql {
  const [a, b] = [scope.bind(left.text), scope.bind(right.text)];
  const wins = name === "min" ? "<" : ">";
  const guards = [
    ...(mayBeNaN(left) ? [sql`isnan(${a})`] : []),
    ...(mayBeNaN(right) ? [sql`isnan(${b})`] : []),
  ];
  const guard =
    guards.length === 0 ? "" : sql` WHEN ${guards.reduce((x, y) => sql`${x} OR ${y}`)} THEN 'nan'::DOUBLE`;
  const [negative, positive] = name === "min" ? [a, b] : [b, a];
  const order = sql`WHEN ${a} ${wins} ${b} THEN ${a} WHEN ${b} ${wins} ${a} THEN ${b}`;
  return sql`(CASE${guard} ${order} WHEN signbit(${a}) THEN ${negative} ELSE ${positive} END)`;
}

function inferExtremum(args: readonly Argument[]): Inference {
  const wrong = wrongCount(args, LEAST, MOST);
  if (wrong !== null) return wrong;
  if (args.some(({ type }) => type.kind === "decimal")) return inferDecimals(args);
  const argument = args.findIndex(({ type }) => !isNumber(type));
  if (argument >= 0) {
    const hint = args.every(({ type }) => type.kind === "timestamp") ? { hint: OF_TIMESTAMPS } : {};
    return { problem: `compares numbers, not ${kindsOf(args)}.`, argument, ...hint };
  }
  return { type: args.every(({ type }) => type.kind === "int64") ? INT64 : FLOAT64 };
}

/** All of the scale of the one with most digits after the point. */
function inferDecimals(args: readonly Argument[]): Inference {
  const scales = args.map(({ type, literal }) => scaleOf(type, literal ?? null));
  const argument = scales.indexOf(null);
  if (argument >= 0) return { problem: `compares decimals, not ${kindsOf(args)}.`, argument, hint: EXACTLY };
  const type = decimalType(Math.max(...scales.map(Number)));
  return { type, args: args.map(() => type) };
}

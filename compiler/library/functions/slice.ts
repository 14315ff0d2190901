// `text.slice(start, end)`, by code points.
import type { Value, ValueType } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, STRING, wrongCount } from "../kinds.ts";
import { asInteger, only } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";
import { sliceText } from "../text.ts";

const example = (args: readonly Value[], result: string) => ({
  args,
  types: args.map((arg): ValueType => (typeof arg === "string" ? STRING : INT64)),
  result,
});

export const slice: FunctionDefinition = {
  spellings: [{ form: "method", name: "slice" }],
  summary: "The characters from start up to end, counted in code points; negative places count from the end.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2, 3);
    if (wrong !== null) return wrong;
    if (only(args, 0).type.kind !== "string") return null;
    const argument = args.findIndex(({ type }, at) => at > 0 && type.kind !== "int64");
    if (argument < 0) return { type: STRING };
    return { problem: `takes places as int64, not ${args[argument]?.type.kind}.`, argument };
  },
  evaluate: (text, start, end) =>
    sliceText(text as string, start as number, (end ?? undefined) as number | undefined),
  javascript: (args, scope) => call(scope.helper("sliceText"), ...args.map(({ text }) => text)),
  sql: (args, scope) => {
    const [start, stop] = [args[1]?.literal, args[2]?.literal];
    if (isPlain(start) && isPlain(stop)) {
      const length = Math.max(stop - start, 0);
      return sql`substring(${only(args, 0).text}, ${String(start + 1)}, ${String(length)})`;
    }
    const text = scope.bind(only(args, 0).text);
    const count = sql`length(${text})`;
    const from = scope.bind(place(asInteger(only(args, 1)), count));
    const end = args[2];
    const to = end === undefined ? count : place(asInteger(end), count);
    return sql`substring(${text}, ${from} + 1, greatest(${to} - ${from}, 0))`;
  },
  examples: [
    example(["JFK-SFO", 0, 3], "JFK"),
    example(["a😀b", 1, 2], "😀"),
    example(["a😀b", -2], "😀b"),
    example(["abc", 2, 1], ""),
    example(["abc", -9, 9], "abc"),
    example(["", 0, 1], ""),
    example(["abc", 9007199254740991, -9007199254740991], ""),
  ],
};

/** A literal place from the start, within the offsets that SQL takes. */
function isPlain(place: Value | undefined): place is number {
  return typeof place === "number" && place >= 0 && place < 2 ** 31;
}

/** A place between 0 and the number of characters. */
function place(at: Sql, count: Sql): Sql {
  return sql`(CASE WHEN ${at} < 0 THEN greatest(${count} + ${at}, 0) ELSE least(${at}, ${count}) END)`;
}

// Text filled up to a length, by code points.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, STRING, wrongCount } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { padText } from "../text.ts";

const MOST = 1_000;

export function padding(method: "padStart" | "padEnd", summary: string): FunctionDefinition {
  const side = method === "padStart" ? "start" : "end";
  const example = (text: string, length: number, fill: string) => ({
    args: [text, length, fill],
    types: [STRING, INT64, STRING],
    result: padText(text, length, fill, side),
  });
  return {
    spellings: [{ form: "method", name: method }],
    summary,
    nulls: "strict",
    infer: (args) => {
      const wrong = wrongCount(args, 3);
      if (wrong !== null) return wrong;
      if (only(args, 0).type.kind !== "string") return null;
      const [length, fill] = [only(args, 1).literal, only(args, 2).literal];
      if (typeof length !== "number" || !Number.isInteger(length) || length < 0 || length > MOST) {
        return { problem: `takes a literal length from 0 to ${MOST}.`, argument: 1 };
      }
      if (typeof fill === "string" && [...fill].length === 1) return { type: STRING };
      return { problem: "fills up with one literal character.", argument: 2 };
    },
    evaluate: (text, length, fill) => padText(text as string, length as number, fill as string, side),
    javascript: (args, scope) =>
      call(scope.helper("padText"), ...args.map(({ text }) => text), JSON.stringify(side)),
    sql: (args, scope) => {
      const text = scope.bind(only(args, 0).text);
      const length = String(only(args, 1).literal);
      const filled = sql`${side === "start" ? "lpad" : "rpad"}(${text}, ${length}, ${only(args, 2).text})`;
      // SQL cuts longer text off.
      return sql`(CASE WHEN length(${text}) >= ${length} THEN ${text} ELSE ${filled} END)`;
    },
    examples: [example("7", 3, "0"), example("😀b", 4, "é"), example("long", 2, "0"), example("", 2, "😀")],
  };
}

// `ordinal(x, ["low", "high"])`.
import type { ScalarValue } from "../../ir/value-type.ts";
import { ordinalOf } from "../buckets.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, listType, STRING, wrongCount } from "../kinds.ts";
import { sqlLiteral } from "../literals.ts";
import { pair } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";

const MOST = 1_000;

export const ordinal: FunctionDefinition = {
  spellings: [{ form: "function", name: "ordinal" }],
  summary:
    "The place of a text or a whole number in a literal vocabulary, from 0 on; -1 where it is none of it.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [value, vocabulary] = pair(args);
    if (value.type.kind !== "string" && value.type.kind !== "int64") {
      return { problem: `takes a string or an int64, not ${value.type.kind}.`, argument: 0 };
    }
    const words = Array.isArray(vocabulary.literal) ? (vocabulary.literal as readonly ScalarValue[]) : [];
    const fits = vocabulary.type.element?.kind === value.type.kind && new Set(words).size === words.length;
    if (fits && words.length > 0 && words.length <= MOST) return { type: INT64 };
    return {
      problem: `takes a literal list of 1 to ${MOST} different values of type ${value.type.kind}.`,
      argument: 1,
    };
  },
  evaluate: (value, vocabulary) => ordinalOf(value as ScalarValue, vocabulary as readonly ScalarValue[]),
  javascript: (args, scope) => {
    const [value, vocabulary] = pair(args);
    return call(scope.helper("ordinalOf"), value.text, vocabulary.text);
  },
  sql: (args, scope) => {
    const [value, vocabulary] = pair(args);
    const x = scope.bind(value.text);
    const words = vocabulary.literal as readonly ScalarValue[];
    const cases = words.map((word, at): Sql => sql`WHEN ${sqlLiteral(word, value.type)} THEN ${String(at)}`);
    return sql`(CASE ${x} ${cases.reduce((left, right) => sql`${left} ${right}`)} ELSE -1 END)::BIGINT`;
  },
  examples: [
    { args: ["high", ["low", "high"]], types: [STRING, listType(STRING)], result: 1 },
    { args: ["none", ["low", "high"]], types: [STRING, listType(STRING)], result: -1 },
    { args: [7, [5, 7]], types: [INT64, listType(INT64)], result: 1 },
  ],
};

// `hashBucket(x, 1000)`.
import { hashBucket, MOST_BUCKETS } from "../buckets.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, STRING, wrongCount } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const hash_bucket: FunctionDefinition = {
  spellings: [{ form: "function", name: "hashBucket" }],
  summary:
    "A number from 0 to n - 1 for a text or a whole number: the last 8 bytes of the MD5 of its UTF-8 (of a whole number: of its digits), read as an unsigned little-endian integer, modulo a literal n.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [value, { literal }] = pair(args);
    if (value.type.kind !== "string" && value.type.kind !== "int64") {
      return { problem: `takes a string or an int64, not ${value.type.kind}.`, argument: 0 };
    }
    const isCount = typeof literal === "number" && Number.isInteger(literal);
    if (isCount && literal >= 1 && literal <= MOST_BUCKETS) return { type: INT64 };
    return { problem: `takes a literal number of buckets from 1 to ${MOST_BUCKETS}.`, argument: 1 };
  },
  evaluate: (value, buckets) => hashBucket(value as string | number, buckets as number),
  javascript: (args, scope) => {
    const [value, buckets] = pair(args);
    return call(scope.helper("hashBucket"), value.text, buckets.text);
  },
  sql: (args) => {
    const [value, { literal }] = pair(args);
    const text = value.type.kind === "string" ? value.text : sql`${value.text}::VARCHAR`;
    return sql`(md5_number_lower(${text}) % ${String(literal)}::UBIGINT)::BIGINT`;
  },
  examples: [
    { args: ["abc", 7], types: [STRING, INT64], result: 4 },
    { args: ["", 1000], types: [STRING, INT64], result: hashBucket("", 1000) },
    { args: [-12, 1_048_576], types: [INT64, INT64], result: hashBucket("-12", 1_048_576) },
  ],
};

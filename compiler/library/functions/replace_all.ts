// `text.replaceAll(part, other)`.
import type { FunctionDefinition } from "../define.ts";
import { bare } from "../javascript-text.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

const inferKinds = infersExactly(["string", "string", "string"], STRING);

export const replace_all: FunctionDefinition = {
  spellings: [{ form: "method", name: "replaceAll" }],
  summary: "Every such literal part replaced by another literal text.",
  nulls: "strict",
  infer: (args) => {
    const kinds = inferKinds(args);
    if (kinds === null || "problem" in kinds) return kinds;
    const [part, other] = [args[1]?.literal, args[2]?.literal];
    if (typeof part !== "string" || part === "") {
      return { problem: "replaces a literal text of at least one character.", argument: 1 };
    }
    // To JavaScript `$&` and its like mean something.
    if (typeof other === "string" && !other.includes("$")) return kinds;
    return { problem: "replaces by a literal text without `$`.", argument: 2 };
  },
  evaluate: (text, part, other) => (text as string).replaceAll(part as string, other as string),
  javascript: (args) =>
    `${only(args, 0).text}.replaceAll(${bare(only(args, 1).text)}, ${bare(only(args, 2).text)})`,
  sql: (args) => sql`replace(${only(args, 0).text}, ${only(args, 1).text}, ${only(args, 2).text})`,
  examples: [
    { args: ["1,234,567", ",", ""], types: [STRING, STRING, STRING], result: "1234567" },
    { args: ["aaa", "aa", "b"], types: [STRING, STRING, STRING], result: "ba" },
  ],
};

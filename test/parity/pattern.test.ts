// Which regular expressions are taken: those that both engines read alike; the others are refused with the reason.
import { expect, test } from "vitest";
import { matches } from "../../compiler/library/functions/matches.ts";
import { portablePattern } from "../../compiler/library/pattern.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { openDatabase } from "./database.ts";

test.each([
  ["a(?=b)", "looks around"],
  ["(?<!a)b", "looks around"],
  ["(?<year>\\d+)", "named or a flagged group"],
  ["(?i)a", "named or a flagged group"],
  ["(a)\\1", "refers back"],
  ["\\p{L}", "Unicode property"],
  ["a\\sb", "asks for blanks"],
  ["\\x41", "an escape that not both"],
  ["\\B", "asks where no word ends"],
  ["\\W\\B", "asks where no word ends"],
  ["a$b", "has `$` inside"],
  ["^^a", "has `^` inside"],
  ["a$$", "has `$` inside"],
  ["a^", "has `^` inside"],
  ["$^", "has `$` inside"],
  ["(?:^a)b", "has `^` inside"],
  ["a(?:b$|c)", "has `$` inside"],
  ["[[:alpha:]]", "cannot be read"],
  ["[]a]", "cannot be read"],
  ["(ab){3}", "repeats a group"],
  ["a{101}", "repeats more than 100"],
  ["a**", "is no regular expression"],
  ["(a", "is no regular expression"],
  ["", "has 0 characters"],
])("%s is refused: it %s", (pattern, problem) => {
  expect(portablePattern(pattern)).toEqual({ problem: expect.stringContaining(problem) });
});

test("DuckDB searches for the pattern as it is, and rewrites none as LIKE", async () => {
  const connection = await openDatabase();
  const type = { kind: "string", nullable: false } as const;
  for (const literal of ["ab", "^ab", "ab$", "^ab$", "a.*b"]) {
    const args = [
      { text: rawSql("x"), type },
      { text: rawSql("''"), type, literal },
    ];
    const { text } = matches.sql(args, new SqlStages());
    const reader = await connection.runAndReadAll(
      `EXPLAIN SELECT ${text} FROM (SELECT i::VARCHAR AS x FROM range(3) t(i))`,
    );
    expect(String(reader.getRows()[0]?.[1]), literal).toContain("regexp_matches");
  }
});

test.each([
  "^[A-Z]{2,3}-\\d+$",
  "a|b|(?:cd)*?",
  "[^\\w.]+",
  "[a-z\\-]",
  "\\.csv$",
  "é😀+",
  "\\bab\\b",
  "^a|^b$|c$",
  "[^$]\\^\\$",
])("%s is taken", (pattern) => {
  expect(portablePattern(pattern)).toHaveProperty("text");
});

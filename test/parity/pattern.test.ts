// Which regular expressions are taken: those that both engines read alike; the others are refused with the reason.
import { expect, test } from "vitest";
import { portablePattern } from "../../compiler/library/pattern.ts";

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

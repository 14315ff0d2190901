// Every fault of a request is found at once, each with its path, and nothing faulty becomes a value.
import { beforeAll, describe, expect, test } from "vitest";
import type { GeneratedDeployment, RequestProblem } from "../../runtime/serving/contract.ts";
import { FIXTURE } from "./fixture-plan.ts";
import { writeGenerated } from "./write-generated.ts";

const GOOD = {
  code: "SFO",
  number: 7,
  flag: true,
  day: "2001-06-15T00:00:00Z",
  at: "2001-06-15T12:30:00.123456+02:00",
  distance: 337.5,
};

let deployment: GeneratedDeployment;

beforeAll(async () => {
  const written = await writeGenerated("parse-requests", FIXTURE);
  const module = await written.import<{ deployments: readonly GeneratedDeployment[] }>(
    "serving/deployments.ts",
  );
  deployment = module.deployments[0] as GeneratedDeployment;
});

function parse(body: unknown, at = ""): { row: unknown; problems: readonly RequestProblem[] } {
  const problems: RequestProblem[] = [];
  return { row: deployment.parse(body, at, problems), problems };
}

describe("what is taken", () => {
  test("timestamps become microseconds, nullable fields may be left out", () => {
    expect(parse(GOOD)).toEqual({
      row: {
        ...GOOD,
        day: Date.UTC(2001, 5, 15) * 1_000,
        at: Date.UTC(2001, 5, 15, 10, 30) * 1_000 + 123_456,
        wanted: null,
        constructor: null,
      },
      problems: [],
    });
  });

  test("nullable fields may be null, or have a value", () => {
    expect(parse({ ...GOOD, wanted: null }).row).toMatchObject({ wanted: null });
    expect(parse({ ...GOOD, wanted: false }).row).toMatchObject({ wanted: false });
  });

  test("the largest exact integers, astral text, minus zero as an integer", () => {
    expect(parse({ ...GOOD, number: Number.MAX_SAFE_INTEGER }).row).toMatchObject({
      number: Number.MAX_SAFE_INTEGER,
    });
    expect(parse({ ...GOOD, code: "a😀" }).row).toMatchObject({ code: "a😀" });
    expect(Object.is((parse({ ...GOOD, number: -0 }).row as { number: number }).number, 0)).toBe(true);
  });
});

const FAULTS: readonly (readonly [string, unknown, string, RegExp])[] = [
  ["a missing field", { ...GOOD, code: undefined }, "code", /is missing: a string/],
  ["null where null is not allowed", { ...GOOD, code: null }, "code", /must be a string, not null/],
  ["a number for a string", { ...GOOD, code: 5 }, "code", /must be a string, not a number/],
  ["half of a surrogate pair", { ...GOOD, code: "a\ud800" }, "code", /half of a surrogate pair/],
  ["a byte order mark", { ...GOOD, code: "\ufeffSFO" }, "code", /byte order mark/],
  ["a string for a number", { ...GOOD, distance: "337" }, "distance", /must be a number, not a string/],
  ["a number beyond float64", { ...GOOD, distance: JSON.parse("1e999") }, "distance", /too large/],
  ["a fraction for an integer", { ...GOOD, number: 1.5 }, "number", /must be an integer, not 1.5/],
  [
    "an integer beyond 2^53 - 1",
    { ...GOOD, number: JSON.parse("9007199254740993") },
    "number",
    /beyond 2\^53 - 1/,
  ],
  ["a list for an integer", { ...GOOD, number: [1] }, "number", /must be an integer, not a list/],
  ["a number for a boolean", { ...GOOD, flag: 1 }, "flag", /must be true or false, not a number/],
  [
    "a wrong type for a nullable field",
    { ...GOOD, wanted: "yes" },
    "wanted",
    /must be true or false, not a string/,
  ],
  [
    "microseconds for a timestamp",
    { ...GOOD, at: 992_608_200_000_000 },
    "at",
    /a timestamp such as .*, not a number/,
  ],
  ["words for a timestamp", { ...GOOD, at: "tomorrow" }, "at", /is not an ISO 8601 timestamp/],
  [
    "a date that no calendar has",
    { ...GOOD, at: "2001-02-29T00:00:00Z" },
    "at",
    /is not an ISO 8601 timestamp/,
  ],
  ["nanoseconds", { ...GOOD, at: "2001-02-28T00:00:00.123456789Z" }, "at", /up to microseconds/],
  ["a timestamp without a zone", { ...GOOD, at: "2001-02-28T00:00:00" }, "at", /has no time zone/],
  ["a date alone", { ...GOOD, at: "2001-02-28" }, "at", /has no time zone/],
  ["an unknown field near a known one", { ...GOOD, distanse: 5 }, "distanse", /did you mean distance\?/],
  ["an unknown field", { ...GOOD, zebra: 5 }, "zebra", /the fields are code, number, /],
  ["a field that is no identifier", { ...GOOD, "a b": 5 }, '$["a b"]', /is not a field/],
  [
    "__proto__ as a field",
    JSON.parse(JSON.stringify(GOOD).replace("{", '{"__proto__":{},')),
    "__proto__",
    /not a field/,
  ],
  ["a list", [GOOD], "$", /must be an object, not a list/],
  ["null", null, "$", /must be an object, not null/],
  ["a word", "SFO", "$", /must be an object, not a string/],
];

describe("what is refused", () => {
  test.each(FAULTS)("%s", (_, body, path, message) => {
    const { row, problems } = parse(body);
    expect(row).toBeNull();
    expect(problems).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  test("all faults together, under the instance's path", () => {
    const { row, problems } = parse({ number: 1.5, flag: "no", zebra: 1 }, "instances[3]");
    expect(row).toBeNull();
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "instances[3].at",
      "instances[3].code",
      "instances[3].day",
      "instances[3].distance",
      "instances[3].flag",
      "instances[3].number",
      "instances[3].zebra",
    ]);
  });

  test("what objects inherit is no value of a field that has the same name", () => {
    expect(parse(GOOD).row).toMatchObject({ constructor: null });
    expect(parse({ ...GOOD, constructor: "Boeing" }).row).toMatchObject({ constructor: "Boeing" });
  });
});

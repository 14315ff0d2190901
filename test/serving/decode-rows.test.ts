// A stored row, decoded by generated code, gives what the definition means: every type, nulls, ttl, a missing row.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";
import { encodeKey } from "../../runtime/online/key-codec.ts";
import type { GeneratedView } from "../../runtime/serving/contract.ts";
import { encodeRowByHand } from "./encode-row.ts";
import { DAY, FIXTURE } from "./fixture-plan.ts";
import { writeGenerated } from "./write-generated.ts";

const TAU = 1_000_000_000_000_000;
const TTL = 3 * DAY;
const [EVERYTHING, PLAIN] = FIXTURE.views as readonly [ViewPlan, ViewPlan];

let view: GeneratedView;
let plain: GeneratedView;

beforeAll(async () => {
  const written = await writeGenerated("decode-rows", FIXTURE);
  const { views } = await written.import<{ views: readonly GeneratedView[] }>("serving/views.ts");
  view = views.find((each) => each.view === "everything") as GeneratedView;
  plain = views.find((each) => each.view === "plain") as GeneratedView;
});

/** What the features are, by the library's own evaluator. */
function meaning(atoms: Readonly<Record<string, Value>>): readonly Value[] {
  return EVERYTHING.features.map(({ expression }) =>
    evaluateExpression(
      expression,
      () => null,
      (id) => atoms[id] ?? null,
    ),
  );
}

const int64 = fc.maxSafeInteger();
const text = fc.string({ unit: "grapheme" });
const time = fc.oneof(
  fc.integer({ min: TAU - 2 * TTL, max: TAU }),
  fc.constantFrom(TAU - TTL - 1, TAU - TTL, TAU - TTL + 1),
);
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** Views without any visible row for a latest value store neither value nor time. */
const withoutLast = fc.constant({ a7: null, a7_time: null });
const stored = fc.record({
  a0: nullable(fc.double()),
  a1: fc.nat(),
  a2: nullable(text),
  a2_time: time,
  a3: nullable(fc.boolean()),
  a3_time: time,
  a4: nullable(int64),
  a4_time: time,
  a5: nullable(int64),
  a6: fc.double(),
  a7: int64,
  a7_time: time,
  a8: nullable(text),
});

test("any row, at any age of its latest values", () => {
  fc.assert(
    fc.property(stored, fc.option(withoutLast, { nil: {} }), (full, gap) => {
      const row = { ...full, ...gap };
      const bytes = encodeRowByHand(EVERYTHING.layout.slots, row);
      const aged = (value: Value, at: number | null): Value => (at !== null && at < TAU - TTL ? null : value);
      const atoms = {
        ...row,
        a2: aged(row.a2, row.a2_time),
        a3: aged(row.a3, row.a3_time),
        a4: aged(row.a4, row.a4_time),
        a7: aged(row.a7, row.a7_time),
      };
      expect(view.values(bytes, TAU)).toStrictEqual(meaning(atoms));
      const times = [row.a2_time, row.a3_time, row.a4_time, row.a7_time];
      expect(view.expired(bytes, TAU)).toBe(times.some((at) => at !== null && at < TAU - TTL));
    }),
    { numRuns: 500 },
  );
});

test("a row that does not start at the start of its buffer", () => {
  const bytes = encodeRowByHand(EVERYTHING.layout.slots, { a1: 3, a2: "late", a2_time: TAU, a6: 0.5 });
  const shifted = Buffer.concat([Buffer.from("xyz"), bytes]).subarray(3);
  expect(view.values(shifted, TAU)).toStrictEqual(view.values(bytes, TAU));
});

test("no row: counts and sums are 0, all else is null, nothing is expired", () => {
  const values = Object.fromEntries(
    view.features.map(({ name }, index) => [name, view.values(null, TAU)[index]]),
  );
  expect(values).toMatchObject({
    mean_1d: null,
    rows: 0,
    last_text: null,
    class: null,
    last_seen: null,
    total: 0,
  });
  expect(view.values(null, TAU)).toStrictEqual(meaning({ a1: 0, a6: 0 }));
  expect(view.expired(null, TAU)).toBe(false);
});

test("without a ttl nothing expires", () => {
  const bytes = encodeRowByHand(PLAIN.layout.slots, { a0: 2.5 });
  expect(plain.values(bytes, Number.MAX_SAFE_INTEGER)).toEqual([2.5]);
  expect(plain.expired(bytes, Number.MAX_SAFE_INTEGER)).toBe(false);
});

test("a row of another format, or cut short, is refused by the view's name with the way out", () => {
  const bytes = Buffer.from(encodeRowByHand(PLAIN.layout.slots, { a0: 2.5 }));
  expect(() => plain.values(bytes.subarray(0, 5), TAU)).toThrow(
    /'plain' .* at least 10 bytes .*materialize plain/,
  );
  bytes[0] = 2;
  expect(() => plain.values(bytes, TAU)).toThrow(/format 2/);
});

test("key bytes are those that the online store's own codec writes", () => {
  const key = fc.record({ code: text, number: int64, flag: fc.boolean(), day: int64 });
  fc.assert(
    fc.property(key, (request) => {
      const expected = encodeKey(view.keys, [request.code, request.number, request.flag, request.day]);
      expect(Buffer.from(view.keyOf(request))).toEqual(Buffer.from(expected));
    }),
    { numRuns: 500 },
  );
  expect(Buffer.from(plain.keyOf({ code: "SFO" })).toString("hex")).toBe("0000000353464f");
});

// The model reads the same features that `features` shows: in order, null as NaN, booleans as 0 and 1.
import { beforeAll, expect, test } from "vitest";
import type { GeneratedDeployment } from "../../runtime/serving/contract.ts";
import { encodeRowByHand } from "./encode-row.ts";
import { FIXTURE } from "./fixture-plan.ts";
import { writeGenerated } from "./write-generated.ts";

const TAU = 1_000_000_000_000_000;
const REQUEST = {
  code: "SFO",
  number: 7,
  flag: true,
  day: 0,
  at: Date.UTC(2001, 5, 15, 10, 30) * 1_000,
  distance: 337.5,
  wanted: false,
};

let deployment: GeneratedDeployment;

beforeAll(async () => {
  const written = await writeGenerated("assemble-vectors", FIXTURE);
  const module = await written.import<{ deployments: readonly GeneratedDeployment[] }>(
    "serving/deployments.ts",
  );
  deployment = module.deployments[0] as GeneratedDeployment;
});

test("at its offset, and nowhere else", () => {
  const [everything, plain] = FIXTURE.views;
  const rows = [
    encodeRowByHand(everything?.layout.slots ?? [], { a0: 8, a1: 2, a3: true, a3_time: TAU, a6: 1 }),
    encodeRowByHand(plain?.layout.slots ?? [], { a0: 2.5 }),
  ];
  const out = new Float32Array(24).fill(-1);
  deployment.assemble(out, 8, REQUEST, rows, TAU);
  expect([...out.subarray(8, 16)]).toEqual([8, 2, 1, 2.5, 10, 5.5, 1, 0]);
  expect([...out.subarray(0, 8), ...out.subarray(16)]).toEqual(new Array(16).fill(-1));
  expect(deployment.features(REQUEST, rows, TAU)).toEqual([8, 2, true, 2.5, 10, 5.5, true, false]);
});

test("without rows, and without what may be null", () => {
  const out = new Float32Array(8);
  const request = { ...REQUEST, wanted: null };
  deployment.assemble(out, 0, request, [null, null], TAU);
  expect([...out]).toEqual([Number.NaN, 0, Number.NaN, Number.NaN, 10, 0, 0, Number.NaN]);
  expect(deployment.features(request, [null, null], TAU)).toEqual([null, 0, null, null, 10, 0, false, null]);
});

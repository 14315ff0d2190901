// F5511, from definitions to exit code: a view of which nothing can be compared is not certified, and the way out works.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { openProject, type TestProject } from "../harness/project.ts";

/**
 * Both sides of each transfer are rows of one key and of one instant, so already a single transfer adds up to too much. What is
 * known an hour later has that sum beside each of its rows.
 */
const DEFINITIONS = `import { clamp, count, entity, featureView, max, parquet, source, sum, t, toFloat64, union } from "bifold";
export const bank = entity({ keys: { bank: t.string } });
export const transfers = source({ from: parquet("transfers.parquet"), columns: { at: t.timestamp, bank: t.string,
  sent: t.int64, got: t.int64 }, eventTime: (e) => e.at });
export const sides = union({ columns: { at: t.timestamp, bank: t.string, nanos: t.int64 }, from: [
  [transfers, (e) => ({ at: e.at, bank: e.bank, nanos: clamp(e.sent, 9000000000000000, 9007199254740991) })],
  [transfers, (e) => ({ at: e.at, bank: e.bank, nanos: clamp(e.got, 9000000000000000, 9007199254740991) })],
] });
export const settled = union({ columns: { at: t.timestamp, bank: t.string },
  from: [[transfers, (e) => ({ at: e.at.plus("1h"), bank: e.bank })]], eventTime: (e) => e.at });
export const numbers = featureView({ entity: bank, source: transfers, key: (e) => ({ bank: e.bank }),
  features: () => ({ transfers: count().overAll() }), refresh: { every: "10m" } });
export const totals = featureView({ entity: bank, source: sides, key: (e) => ({ bank: e.bank }),
  features: (e) => ({ nanos: sum(e.nanos).overAll() }), refresh: { every: "10m" } });
export const settlements = featureView({ entity: bank, source: settled, key: (e) => ({ bank: e.bank }),
  inputs: { of: { view: totals, key: (e) => ({ bank: e.bank }) } },
  features: (e, { of }) => ({ greatest: max(of.nanos).overAll() }), refresh: { every: "1d" } });
`;
const FILE = "definitions/banks.ts";

function certified(project: TestProject): readonly string[] {
  const manifest = JSON.parse(readFileSync(project.path("generated/manifest.json"), "utf8")) as Manifest;
  return Object.keys(manifest.certificates);
}

test("where each sum is too large nothing is certified, and with the sums that the hint asks for all is", async () => {
  const project = openProject({
    [FILE]: DEFINITIONS,
    "bifold.yaml": "project: test\nenvironments: { local: { online: { store: lmdb, path: online } } }\n",
  });
  const { code, stderr } = await project.run("compile");
  expect(stderr).toContain(
    "error F5511: Too few values of 'settlements', 'totals' could be compared: nothing of them is certified.",
  );
  expect(stderr).toContain(
    "'nanos': whatever rows there are, down to one, their sum is refused as too large",
  );
  const besideRows = "since a view beside its rows refuses sums as too large";
  const faces = ["indexed", "joined", "served"].map((face) => `0 of 20 by '${face}'`).join(", ");
  expect(stderr).toContain(`settlements: too few questions were answered, ${besideRows}: ${faces}`);
  expect(stderr).toMatch(/^ {2}why {3}settlements: .*\n {8}totals: /m);
  expect(code).toBe(1);
  expect(certified(project)).toEqual(["numbers"]);

  const checked = await project.run("compile", "--check");
  expect(checked.code).toBe(2);
  expect(checked.stdout + checked.stderr).toMatch(/uncertified +view settlements.*\n.*view totals/);

  expect(stderr).toContain("sum(toFloat64(x))");
  writeFileSync(project.path(FILE), DEFINITIONS.replace("sum(e.nanos)", "sum(toFloat64(e.nanos))"));
  expect((await project.run("compile")).stdout).toContain("Certified: settlements, totals.");
  expect(certified(project)).toEqual(["numbers", "settlements", "totals"]);
  expect((await project.run("compile", "--check")).code).toBe(0);
});

// Labels found by a key of their own, such as a transaction's number beside views of users: trained by it, served without.
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { columnsBeside, inputFields } from "../../compiler/library/model-inputs.ts";
import type { Row } from "../../compiler/library/reference/evaluate-view.ts";
import { requestFields } from "../../compiler/library/request-fields.ts";
import { trainingRows } from "../../compiler/library/reference/evaluate-training-set.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import type { GeneratedDeployment } from "../../runtime/serving/contract.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { planOf } from "../harness/compile-views.ts";
import { statementsOf } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { writeRows } from "../harness/worlds.ts";
import { checkTypes } from "../serving/check-generated.ts";
import { writeGenerated } from "../serving/write-generated.ts";

const DEFINITIONS = `
import { count, deployment, entity, featureView, model, parquet, requestView, role, source, sum, t, trainingSet } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const transactions = source({
  from: parquet("transactions.parquet"),
  columns: { at: t.timestamp, tx_id: t.int64, payer: t.string, payee: t.string, amount: t.float64 },
  eventTime: (tx) => tx.at,
});
export const chargebacks = source({
  from: parquet("chargebacks.parquet"),
  columns: { at: t.timestamp, tx_id: t.int64.nullable(), user: t.string, euros: t.int64 },
  eventTime: (back) => back.at,
});
export const user_stats = featureView({
  entity: user, source: transactions, key: (tx) => ({ user: tx.payer }),
  features: (tx) => ({ paid_1d: sum(tx.amount).over("1d"), payments_1d: count().over("1d") }),
  refresh: "stream",
});
export const served_stats = featureView({
  entity: user, source: transactions, key: (tx) => ({ user: tx.payer }),
  features: (tx) => ({ payments_1d: count().over("1d") }),
  refresh: { every: "10m" },
});
export const fraud = trainingSet({
  spine: transactions,
  keys: (tx) => ({ user: tx.payer, tx_id: tx.tx_id }),
  asOf: (tx) => tx.at,
  label: {
    horizon: "60d", source: chargebacks, key: (back) => ({ tx_id: back.tx_id ?? -1 }), where: (back) => back.tx_id !== null,
    value: (back) => ({ lost: sum(back.euros).overAll() }),
  },
  views: [user_stats],
});
export const at_payment = requestView({
  request: { tx_id: t.int64, amount: t.float64 },
  features: (request) => ({ even: request.tx_id % 2 === 0 ? 1 : 0, large: request.amount > 100 ? 1 : 0 }),
});
const pay = {
  spine: transactions,
  keys: (tx) => ({ payer_user: tx.payer, payee_user: tx.payee, tx_id: tx.tx_id }),
  asOf: (tx) => tx.at,
  label: {
    horizon: "60d", source: chargebacks,
    key: (back) => ({ payee_user: back.user, tx_id: back.tx_id }), where: (back) => back.tx_id !== null,
    value: () => ({ fraud: count().overAll() > 0 }),
  },
};
export const paid_back = trainingSet({ ...pay, negatives: { oneIn: 1 }, views: [role("payer", served_stats), role("payee", served_stats)] });
export const asked = trainingSet({
  ...pay, request: (tx) => ({ tx_id: tx.tx_id, amount: tx.amount }), views: [role("payer", served_stats), role("payee", served_stats), at_payment],
});
export const fraud_model = model({ trainingSet: paid_back, trainer: "trainers/fraud.ts", output: "probability" });
export const fraud_risk = deployment({ model: fraud_model, alias: "champion" });
export const asked_model = model({ trainingSet: asked, trainer: "trainers/fraud.ts", output: "probability" });
export const asked_risk = deployment({ model: asked_model, alias: "champion" });
`;

const START = 983_404_800_000_000;
const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const RUNS = Number(process.env.BIFOLD_RUNS ?? 6);

const folder = temporaryFolder();
let engine: OfflineEngine;
let compiled: ReturnType<typeof planOf>;
beforeAll(async () => {
  compiled = planOf(DEFINITIONS);
  engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: folder });
});
afterAll(() => engine?.close());

const people = fc.constantFrom<Value>("a", "a", "b", "ü");
const numbers = fc.constantFrom<Value>(1, 1, 2, 3, 9_007_199_254_740_991);
const hours = fc.constantFrom(0, 1, 23, 24, 25, 48);
const nudges = fc.constantFrom(-1, 0, 1);
const worlds = fc.record({
  transactions: fc.array(
    fc.record({
      at: fc.tuple(hours, nudges).map(([hour, nudge]) => START + hour * HOUR + nudge),
      tx_id: numbers,
      payer: people,
      payee: people,
      amount: fc.constantFrom<Value>(0.5, 7.25, 120),
    }),
    { minLength: 1, maxLength: 25 },
  ),
  chargebacks: fc.array(
    fc.record({
      at: fc
        .tuple(fc.constantFrom(0, 1, 59, 60, 61, 62, 90), hours, nudges)
        .map(([day, hour, nudge]) => START + day * DAY + hour * HOUR + nudge),
      tx_id: fc.option(numbers),
      user: people,
      euros: fc.constantFrom<Value>(1, 20, -3),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

type World = typeof worlds extends fc.Arbitrary<infer Each> ? Each : never;

async function settle({ transactions, chargebacks }: World): Promise<void> {
  const times = { at: "TIMESTAMP", tx_id: "BIGINT" } as const;
  const spine = { ...times, payer: "VARCHAR", payee: "VARCHAR", amount: "DOUBLE" } as const;
  await writeRows(path.join(folder, "transactions.parquet"), spine, transactions);
  const backs = { ...times, user: "VARCHAR", euros: "BIGINT" } as const;
  await writeRows(path.join(folder, "chargebacks.parquet"), backs, chargebacks);
  for (const { source } of compiled.plan.sources) await engine.registerSource(source, folder);
}

function sorted(rows: readonly Row[], columns?: readonly string[]): readonly string[] {
  const text = (row: Row) =>
    JSON.stringify((columns ?? Object.keys(row).sort()).map((name) => [name, row[name]]));
  return rows.map(text).sort();
}

/** By hand: what came back within 60 days of each transaction that is old enough. */
function labelled({ transactions, chargebacks }: World) {
  const end = Math.max(...chargebacks.map(({ at }) => at));
  return transactions
    .filter(({ at }) => at + 60 * DAY <= end)
    .map((tx) => {
      const backs = chargebacks.filter(
        (back) => back.tx_id === tx.tx_id && back.at >= tx.at && back.at < tx.at + 60 * DAY,
      );
      return {
        as_of: tx.at,
        tx_id: tx.tx_id,
        user: tx.payer,
        payer_user: tx.payer,
        payee_user: tx.payee,
        lost: backs.reduce((total, { euros }) => total + Number(euros), 0),
        fraud: backs.some(({ user }) => user === tx.payee),
      };
    });
}

const COLUMNS = {
  fraud: ["user", "tx_id", "as_of", "lost"],
  paid_back: ["payer_user", "payee_user", "tx_id", "as_of", "fraud"],
  asked: ["payer_user", "payee_user", "tx_id", "as_of", "fraud"],
} as const;

test.each([
  ["indexed", ALL_INDEXED],
  ["joined", NONE_INDEXED],
])(`a label is found by its own key, alone and under roles, %s, seed ${SEED}`, async (_, tuning) => {
  const statements = statementsOf(compiled.plan, tuning);
  const check = async (world: World): Promise<void> => {
    await settle(world);
    const given = (source: string) => (source === "transactions" ? world.transactions : world.chargebacks);
    for (const set of compiled.plan.trainingSets) {
      await engine.spineFromQuery(statements.get(`sql/training_sets/${set.name}.spine.sql`) ?? "");
      const rows = await rowsOf(engine.stream(statements.get(`sql/training_sets/${set.name}.sql`) ?? ""));
      const columns = COLUMNS[set.name as keyof typeof COLUMNS];
      expect(sorted(rows, columns)).toEqual(sorted(labelled(world), columns));
      expect(sorted(rows)).toEqual(
        sorted(
          trainingRows(
            compiled.plan,
            set,
            given,
            world.transactions.map(() => 0n),
          ),
        ),
      );
    }
  };
  await fc.assert(fc.asyncProperty(worlds, check), { numRuns: RUNS, seed: SEED, endOnFailure: true });
});

test("rows of one's own come without it", async () => {
  const rows = [{ as_of: START + HOUR, user: "a" }];
  const file = path.join(folder, "own.parquet");
  await writeRows(file, { as_of: "TIMESTAMP", user: "VARCHAR" }, rows);
  const transactions = [{ at: START, tx_id: 1, payer: "a", payee: "b", amount: 3.5 }];
  await settle({ transactions, chargebacks: [{ at: START, tx_id: 1, user: "a", euros: 1 }] });
  const set = compiled.plan.trainingSets.find(({ name }) => name === "fraud");
  if (set === undefined) throw new Error("there is no training set fraud");
  await engine.spineFromFile(file, requestFields(set));
  const statement = statementsOf(compiled.plan).get("sql/training_sets/fraud.sql") ?? "";
  const features = { user_stats__paid_1d: 3.5, user_stats__payments_1d: 1 };
  expect(await rowsOf(engine.stream(statement))).toEqual([{ ...rows[0], ...features }]);
});

test("it is a key among the columns, and no input of a model", () => {
  const { trainingSets, models } = compiled.program;
  for (const set of trainingSets) {
    const keys = columnsBeside(set).filter(({ role }) => role === "key");
    expect(keys.map(({ name }) => name)).toContain("tx_id");
    for (const model of models.filter(({ trainingSet }) => trainingSet === set.name)) {
      expect(inputFields(model, set).map(({ name }) => name)).not.toContain("tx_id");
    }
  }
});

test("a request carries it only where a view asks for it", { timeout: 120_000 }, async () => {
  const written = await writeGenerated("label-keys", compiled.plan);
  await checkTypes(written);
  const { deployments } = await written.import<{ deployments: readonly GeneratedDeployment[] }>(
    "serving/deployments.ts",
  );
  const named = (name: string) => deployments.find((each) => each.name === name);
  const namesOf = (name: string) => named(name)?.requestFields.map((field) => field.name);
  expect(namesOf("fraud_risk")).toEqual(["payee_user", "payer_user"]);
  expect(namesOf("asked_risk")).toEqual(["payee_user", "payer_user", "amount", "tx_id"]);
  const mistakes: never[] = [];
  expect(named("fraud_risk")?.parse({ payee_user: "a", payer_user: "b" }, "", mistakes)).toEqual({
    payee_user: "a",
    payer_user: "b",
  });
  expect(mistakes).toEqual([]);
});

// Versions are numbered once and for ever, and an alias moves only from where its mover saw it.
import { expect, test } from "vitest";
import { history, moveAlias, resolve } from "../../runtime/registry/aliases.ts";
import {
  createModel,
  deleteModel,
  getModel,
  renameModel,
  setModelTag,
} from "../../runtime/registry/models.ts";
import {
  deleteVersion,
  describeVersion,
  getVersion,
  listVersions,
  registerVersion,
  setVersionTag,
} from "../../runtime/registry/versions.ts";
import { openTestStore } from "../tracking/open-test-store.ts";

const version = { model: "delay_model", source: "mlflow-artifacts:/1/r/artifacts/model.onnx", now: 1 };
const move = { model: "delay_model", alias: "champion", actor: "ada", reason: "better AUC", now: 2 };

test("a version keeps its signature, fingerprints, run and tags", async () => {
  const { metadata } = await openTestStore();
  const signature = {
    features: [
      { name: "hour", type: "int64" },
      { name: "mean_delay_6h", type: "float64" },
    ],
    output: { name: "late", type: "float64" },
  };
  const registered = await registerVersion(metadata, {
    ...version,
    runId: "r",
    signature,
    featureFingerprints: { origin_delays: "f1" },
    tags: [{ key: "stage", value: "test" }],
    description: "first",
  });
  expect(registered).toMatchObject({
    version: 1,
    runId: "r",
    signature,
    featureFingerprints: { origin_delays: "f1" },
    tags: [{ key: "stage", value: "test" }],
    description: "first",
    status: "READY",
  });
  await describeVersion(metadata, "delay_model", 1, "better words", 5);
  await setVersionTag(metadata, "delay_model", 1, { key: "stage", value: "live" }, 6);
  await setModelTag(metadata, "delay_model", { key: "team", value: "ml" }, 7);
  expect(await getVersion(metadata, "delay_model", 1)).toMatchObject({
    description: "better words",
    tags: [{ value: "live" }],
    lastUpdateTime: 6,
  });
  expect(await getModel(metadata, "delay_model")).toMatchObject({ tags: [{ key: "team", value: "ml" }] });
});

test("a number is never used again, not after deleting the version nor the model", async () => {
  const { metadata } = await openTestStore();
  const numbers = async () => (await registerVersion(metadata, version)).version;
  expect([await numbers(), await numbers()]).toEqual([1, 2]);
  await deleteVersion(metadata, "delay_model", 2, 3);
  expect(await numbers()).toBe(3);
  await deleteModel(metadata, "delay_model");
  expect(await numbers()).toBe(4);
  expect(await listVersions(metadata, "delay_model")).toHaveLength(1);
});

test("promotion and rollback are alias moves, each with who, when, from, to and why", async () => {
  const { metadata } = await openTestStore();
  await registerVersion(metadata, version);
  await registerVersion(metadata, version);
  await moveAlias(metadata, { ...move, expected: null, to: 1 });
  await moveAlias(metadata, { ...move, expected: 1, to: 2, evidence: { auc: [0.8, 0.9] }, now: 3 });
  expect(await resolve(metadata, "delay_model", "champion")).toMatchObject({
    version: 2,
    aliases: ["champion"],
  });
  await moveAlias(metadata, { ...move, expected: 2, to: 1, reason: "rollback", now: 4 });
  await moveAlias(metadata, { ...move, to: null, reason: "retired", now: 5 });
  expect(
    (await history(metadata, "delay_model")).map(({ from, to, reason, movedAt }) => [
      from,
      to,
      reason,
      movedAt,
    ]),
  ).toEqual([
    [null, 1, "better AUC", 2],
    [1, 2, "better AUC", 3],
    [2, 1, "rollback", 4],
    [1, null, "retired", 5],
  ]);
  expect((await history(metadata, "delay_model", "champion"))[1]?.evidence).toEqual({ auc: [0.8, 0.9] });
  await expect(resolve(metadata, "delay_model", "champion")).rejects.toThrow(/alias champion not found/);
  expect(await resolve(metadata, "delay_model", "latest")).toMatchObject({ version: 2 });
  expect(await resolve(metadata, "delay_model", "v1")).toMatchObject({ version: 1 });
  expect(await resolve(metadata, "delay_model", 1)).toMatchObject({ version: 1 });
});

test("of two promotions at once, through two connections, exactly one wins", async () => {
  const { metadata, openAgain } = await openTestStore();
  const other = await openAgain();
  for (let i = 0; i < 3; i++) await registerVersion(metadata, version);
  await moveAlias(metadata, { ...move, to: 1 });
  for (let round = 0; round < 20; round++) {
    const now = await resolve(metadata, "delay_model", "champion");
    const targets = [1, 2, 3].filter((target) => target !== now.version);
    const outcomes = await Promise.allSettled(
      targets.map((to, i) => moveAlias(i === 0 ? metadata : other, { ...move, expected: now.version, to })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = outcomes.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "RESOURCE_CONFLICT" } });
  }
  expect(await history(metadata, "delay_model")).toHaveLength(21);
  await other.close();
});

test("an alias needs a real version and a legal name; a version in use stays", async () => {
  const { metadata } = await openTestStore();
  await registerVersion(metadata, version);
  await expect(moveAlias(metadata, { ...move, to: 9 })).rejects.toMatchObject({
    code: "RESOURCE_DOES_NOT_EXIST",
  });
  for (const alias of ["latest", "v1", "a/b", ""]) {
    await expect(moveAlias(metadata, { ...move, alias, to: 1 })).rejects.toMatchObject({
      code: "INVALID_PARAMETER_VALUE",
    });
  }
  await moveAlias(metadata, { ...move, to: 1 });
  await expect(deleteVersion(metadata, "delay_model", 1, 3)).rejects.toThrow(/in use as champion/);
  expect(await history(metadata, "delay_model")).toHaveLength(1);
});

test("a renamed model takes everything along, and its name is free again", async () => {
  const { metadata } = await openTestStore();
  await registerVersion(metadata, version);
  await moveAlias(metadata, { ...move, to: 1 });
  await expect(createModel(metadata, { name: "delay_model", now: 1 })).rejects.toMatchObject({
    code: "RESOURCE_ALREADY_EXISTS",
  });
  await renameModel(metadata, "delay_model", "late_model", 9);
  expect(await resolve(metadata, "late_model", "champion")).toMatchObject({
    model: "late_model",
    version: 1,
  });
  expect(await history(metadata, "late_model")).toHaveLength(1);
  await expect(getModel(metadata, "delay_model")).rejects.toThrow(/not found/);
  expect((await registerVersion(metadata, version)).version).toBe(2);
});

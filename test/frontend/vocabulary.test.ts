// The vocabulary can be imported and called without anything happening, and it holds all that the library defines.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as bifold from "bifold";
import { expect, test } from "vitest";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import { EXPORTS } from "../../compiler/frontend/exports.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { airport_delays, at_departure, flights } from "../types/world.ts";

test("importing definitions runs none of their functions", async () => {
  expect(airport_delays.kind).toBe("feature_view");
  expect(at_departure.kind).toBe("request_view");
  expect(flights.columns.gate.isNullable).toBe(true);
  const { late_flights } = await import("../../definitions/deployments.ts");
  expect(late_flights.kind).toBe("deployment");
});

test("every aggregation of the library can be imported", () => {
  const names = Object.values(aggregations).map((aggregation) => aggregation.name);
  const spelt = names.filter((name) => name !== "latest");
  expect(spelt.length).toBeGreaterThan(0);
  expect(spelt.filter((name) => !(name in bifold))).toEqual([]);
});

test("what is imported from bifold is what it exports", () => {
  const index = readFileSync(join(import.meta.dirname, "../../compiler/language/index.ts"), "utf8");
  const types = [...index.matchAll(/export type \{ ([^}]*) \}/g)].flatMap(([, names = ""]) =>
    names.split(", "),
  );
  expect([...EXPORTS].sort()).toEqual([...Object.keys(bifold), ...types].sort());
});

test("every function of the library that is called by its bare name can be imported or is JavaScript's", () => {
  const bare = Object.values(functions)
    .flatMap((definition) => definition.spellings)
    .filter(({ form, name }) => form === "function" && !name.includes("."))
    .map(({ name }) => name);
  expect(bare.filter((name) => !(name in bifold) && !(name in globalThis))).toEqual([]);
});

test("every method of timestamps in the library has a type", () => {
  const types = readFileSync(join(import.meta.dirname, "../../compiler/language/timestamp.ts"), "utf8");
  const methods = Object.values(functions)
    .filter(({ examples }) => examples[0]?.types[0]?.kind === "timestamp")
    .flatMap((definition) => definition.spellings)
    .filter(({ form }) => form === "method")
    .map(({ name }) => name);
  expect(methods.length).toBeGreaterThan(10);
  expect(methods.filter((name) => !types.includes(`  ${name}(`))).toEqual([]);
});

// Functions inside functions: random expressions agree on every face, and their JavaScript is as the formatter writes it.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { compareFaces, javascriptOf } from "./engines.ts";
import { SEED } from "./seed.ts";
import { createTrees, TREE_INPUTS, TYPES } from "./trees.ts";
import { createRandom, pick, randomColumns } from "./values.ts";

const BATCHES = 24;
const TREES = 12;
const ROWS = 250;
const WIDTH = 110;
/** The formatter counts some characters as two columns. */
const NARROW = /^[\x20-\x7e]*$/;

test(`${BATCHES * TREES} random expressions over ${ROWS} rows, seed ${SEED}`, async () => {
  const random = createRandom(SEED);
  const grow = createTrees(random);
  const connection = await openDatabase();
  for (let batch = 0; batch < BATCHES; batch++) {
    const values = randomColumns(
      random,
      TREE_INPUTS.map(({ type }) => type),
      ROWS,
    );
    const columns = TREE_INPUTS.map((input, at) => ({ ...input, values: values[at] ?? [] }));
    const trees = Array.from({ length: TREES }, () =>
      grow({ ...pick(random, TYPES), nullable: random() < 0.3 }, 2 + Math.floor(random() * 4)),
    );
    await compareFaces(connection, columns, trees, `batch ${batch}, seed ${SEED}`);
  }
});

test(`the formatter leaves emitted JavaScript as it is, seed ${SEED}`, () => {
  const random = createRandom(SEED + 1);
  const grow = createTrees(random);
  const lines = Array.from({ length: 3000 }, (_, at) => {
    const tree = grow({ ...pick(random, TYPES), nullable: random() < 0.3 }, 1 + Math.floor(random() * 3));
    return `export const v${at} = ${javascriptOf(tree)};`;
  }).filter((line) => line.length <= WIDTH && NARROW.test(line));
  expect(lines.length).toBeGreaterThan(500);
  const formatted = spawnSync(
    "node_modules/.bin/biome",
    ["format", "--stdin-file-path=test/parity/emitted.ts"],
    {
      input: `${lines.join("\n")}\n`,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    },
  );
  expect(formatted.stdout.trimEnd().split("\n")).toEqual(lines);
});

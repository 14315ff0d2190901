// Holds a model's own inputs to their reference: fitted values, SQL and served function, on adversarial rows.
import type { ModelInputs, TrainingSet } from "../../compiler/ir/program.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";
import { aggregateText } from "../../compiler/library/aggregate-text.ts";
import { columnsBeside } from "../../compiler/library/model-inputs.ts";
import { evaluateFit } from "../../compiler/library/reference/evaluate-fit.ts";
import type { InputsFunction } from "../evaluate/own-inputs.ts";
import { fitsStatement, inputsStatement } from "../pipeline/inputs-statement.ts";
import { fittedFields } from "../pipeline/transforms.ts";
import { bitsOf, sameBits } from "../verify/bits.ts";
import { rowsOf } from "../verify/rows-of.ts";
import type { Certification, Counterexample, Difference, Surroundings } from "./contract.ts";
import { nastyValue } from "./nasty-values.ts";
import { createRandom, pick, type Random } from "./random.ts";
import { orTooLarge, TOO_LARGE, valueOrTooLarge } from "./too-large.ts";
import type { Row } from "./world.ts";

export interface InputFaces {
  readonly model: string;
  readonly inputs: ModelInputs;
  readonly set: TrainingSet;
  /** Rows as of this instant and later are not learnt from; null: all are. */
  readonly until: number | null;
  readonly statements: { readonly fits: string | null; readonly inputs: string };
  readonly compute: InputsFunction;
}

export interface InputBudget {
  readonly worlds: number;
  readonly rows: number;
  readonly seed: number;
}

/** Stops at the first difference. */
export async function certifyModelInputs(
  faces: InputFaces,
  surroundings: Surroundings,
  { worlds, rows, seed }: InputBudget,
): Promise<Certification> {
  let cases = 0;
  for (let world = 0; world < worlds; world++) {
    const held = await holdWorld(faces, surroundings, rows, seed + world);
    cases += held.cases;
    if (held.counterexample !== null || held.shortfall !== null) return { ...held, cases };
  }
  return { cases, counterexample: null, shortfall: null };
}

type Values = Readonly<Record<string, Value>>;

/** Rows of which a fitted sum is refused as too large are made smaller, then fewer. */
const SMALLER: readonly ((rows: readonly Row[], columns: readonly Field[]) => readonly Row[])[] = [
  (rows) => rows,
  (rows, columns) => rows.map((row) => smaller(row, columns)),
  (rows, columns) => rows.slice(0, 8).map((row) => smaller(row, columns)),
  (rows, columns) => rows.slice(0, 1).map((row) => smaller(row, columns)),
];

async function holdWorld(
  faces: InputFaces,
  surroundings: Surroundings,
  rows: number,
  seed: number,
): Promise<Certification> {
  const random = createRandom(seed);
  const drawn = drawRows(faces, random, rows);
  for (const made of SMALLER) {
    const examples = made(drawn, columnsOf(faces));
    const held = await holdFits(faces, surroundings, examples);
    if (held === TOO_LARGE) continue;
    const { cases, found, wanted } = held;
    if (found !== null) return { cases, counterexample: { ...found, seed }, shortfall: null };
    const inputs = await holdInputs(faces, surroundings, examples, wanted, random);
    const counterexample = inputs.found === null ? null : { ...inputs.found, seed };
    return { cases: cases + inputs.cases, counterexample, shortfall: null };
  }
  const shortfall = "whatever rows there are, down to one, a fitted sum is refused as too large";
  return { cases: 0, counterexample: null, shortfall };
}

type Found = Omit<Counterexample, "seed">;

/** That both faces refuse is an answer as good as any, after which there is nothing more to compare. */
async function holdFits(
  faces: InputFaces,
  surroundings: Surroundings,
  examples: readonly Row[],
): Promise<
  { readonly cases: number; readonly found: Found | null; readonly wanted: Values } | typeof TOO_LARGE
> {
  const fitted = await orTooLarge(() => askFits(faces, surroundings, examples));
  const learnt = examples.filter(({ as_of }) => faces.until === null || Number(as_of) < faces.until);
  const wanted: Record<string, Value> = {};
  let isRefused = false;
  let found: Found | null = null;
  for (const fit of faces.inputs.fits) {
    const value = valueOrTooLarge(() => evaluateFit(fit, learnt));
    wanted[fit.id] = value;
    isRefused ||= value === TOO_LARGE;
    const answer = fitted === TOO_LARGE ? TOO_LARGE : (fitted?.[fit.id] ?? null);
    found ??= differing(faces, [`fit(${aggregateText(fit)})`, "fitted"], [value, answer], { examples });
  }
  // A statement refuses as one: where one fit is too large none has a value.
  if (isRefused && fitted === TOO_LARGE) return TOO_LARGE;
  return { cases: faces.inputs.fits.length, found, wanted };
}

async function holdInputs(
  faces: InputFaces,
  surroundings: Surroundings,
  examples: readonly Row[],
  wanted: Values,
  random: Random,
): Promise<{ readonly cases: number; readonly found: Found | null }> {
  const { fits, features } = faces.inputs;
  let cases = 0;
  const strange = Object.fromEntries(fits.map(({ id, type }) => [id, nastyValue(random, type)]));
  for (const fitted of fits.length === 0 ? [{}] : [wanted, strange]) {
    const offline = await askInputs(faces, surroundings, fitted);
    for (const [index, row] of examples.entries()) {
      const online = faces.compute(fitted, row);
      for (const { name, expression } of features) {
        const value = evaluateExpression(
          expression,
          ([column = ""]) => row[column] ?? null,
          (id) => fitted[id] ?? null,
        );
        const answers = { trained: offline[index]?.[name] ?? null, served: online[name] ?? null };
        for (const [face, answer] of Object.entries(answers)) {
          cases++;
          const rows = { examples: [row], fitted: [fitted] };
          const found = differing(faces, [name, face], [value, answer], rows);
          if (found !== null) return { cases, found };
        }
      }
    }
  }
  return { cases, found: null };
}

function differing(
  { model }: InputFaces,
  [feature, face]: readonly [string, string],
  values: Difference["values"],
  rows: Readonly<Record<string, readonly Row[]>>,
): Found | null {
  const [left, right] = values;
  if (sameBits(left, right)) return null;
  const bits = [bitsOf(left), bitsOf(right)] as const;
  return { view: model, feature, faces: ["reference", face], values, bits, world: { rows, probes: [] } };
}

/** The columns of a training set's file, but for `as_of`. */
function columnsOf({ set }: InputFaces): readonly Field[] {
  return [
    ...columnsBeside(set).filter(({ role }) => role !== "as_of"),
    ...set.features.map(({ column, type }) => ({ name: column, type })),
  ];
}

function drawRows(faces: InputFaces, random: Random, rows: number): readonly Row[] {
  const columns = columnsOf(faces);
  const { until } = faces;
  return Array.from({ length: rows }, () => {
    const asOf = until === null ? 0 : until + pick(random, [-86_400_000_000, -1, -1, -1, 0, 1]);
    const values = columns.map(({ name, type }) => [name, nastyValue(random, type)] as const);
    return Object.fromEntries([...values, ["as_of", asOf]]);
  });
}

function smaller(row: Row, columns: readonly Field[]): Row {
  const kept = columns.map(({ name, type }) => {
    const value = row[name] ?? null;
    const whole = type.kind === "int64" || type.kind === "decimal";
    return [name, whole && typeof value === "number" ? value % 1000 : value] as const;
  });
  return { ...row, ...Object.fromEntries(kept) };
}

/** Also writes the rows. */
async function askFits(
  faces: InputFaces,
  { engine, writer }: Surroundings,
  rows: readonly Row[],
): Promise<Values | null> {
  await writer.writeSpine(columnsOf(faces), rows);
  const { fits } = faces.statements;
  if (fits === null) return null;
  const [found] = await rowsOf(engine.stream(fitsStatement(fits, { data: writer.spine })));
  return found ?? null;
}

async function askInputs(
  { inputs, statements }: InputFaces,
  { engine, writer }: Surroundings,
  values: Values,
): Promise<readonly Values[]> {
  const fitted = { fields: fittedFields(inputs.fits), values };
  const sql = inputsStatement(statements.inputs, { data: writer.spine }, fitted);
  return rowsOf(engine.stream(sql));
}

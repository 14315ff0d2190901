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
import { type Certification, type Counterexample, isTooLarge, type Surroundings } from "./certify-view.ts";
import { nastyValue } from "./nasty-values.ts";
import { createRandom, pick, type Random } from "./random.ts";
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
    if (held.counterexample !== null) return { cases, counterexample: held.counterexample };
  }
  return { cases, counterexample: null };
}

type Values = Readonly<Record<string, Value>>;

async function holdWorld(
  faces: InputFaces,
  surroundings: Surroundings,
  rows: number,
  seed: number,
): Promise<Certification> {
  const random = createRandom(seed);
  let examples = drawRows(faces, random, rows);
  let found: Values | null;
  try {
    found = await askFits(faces, surroundings, examples);
  } catch (error) {
    // A sum that is too large is refused by name; smaller numbers say more about the fits.
    if (!isTooLarge(error)) throw error;
    examples = examples.map((row) => smaller(row, columnsOf(faces)));
    found = await askFits(faces, surroundings, examples);
  }
  let cases = 0;
  const wanted: Record<string, Value> = {};
  const differs = (
    feature: string,
    face: string,
    [left, right]: readonly [Value, Value],
    world: Readonly<Record<string, readonly Row[]>>,
  ): Counterexample | null => {
    cases++;
    if (sameBits(left, right)) return null;
    return {
      view: faces.model,
      feature,
      faces: ["reference", face],
      values: [left, right],
      bits: [bitsOf(left), bitsOf(right)],
      seed,
      world: { rows: world, probes: [] },
    };
  };
  const learnt = examples.filter(({ as_of }) => faces.until === null || Number(as_of) < faces.until);
  for (const fit of faces.inputs.fits) {
    const value = evaluateFit(fit, learnt);
    wanted[fit.id] = value;
    const counterexample = differs(`fit(${aggregateText(fit)})`, "fitted", [value, found?.[fit.id] ?? null], {
      examples,
    });
    if (counterexample !== null) return { cases, counterexample };
  }
  const strange = Object.fromEntries(faces.inputs.fits.map(({ id, type }) => [id, nastyValue(random, type)]));
  for (const fitted of faces.inputs.fits.length === 0 ? [{}] : [wanted, strange]) {
    const offline = await askInputs(faces, surroundings, fitted);
    for (const [index, row] of examples.entries()) {
      const online = faces.compute(fitted, row);
      for (const { name, expression } of faces.inputs.features) {
        const value = evaluateExpression(
          expression,
          ([column = ""]) => row[column] ?? null,
          (id) => fitted[id] ?? null,
        );
        const answers = { trained: offline[index]?.[name] ?? null, served: online[name] ?? null };
        for (const [face, answer] of Object.entries(answers)) {
          const counterexample = differs(name, face, [value, answer], { examples: [row], fitted: [fitted] });
          if (counterexample !== null) return { cases, counterexample };
        }
      }
    }
  }
  return { cases, counterexample: null };
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

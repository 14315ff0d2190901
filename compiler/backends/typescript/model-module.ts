// serving/models/<model>.ts: a model's own inputs, from the features of one row and what its version was fitted.
import type { Artifact } from "../../ir/artifact.ts";
import type { ModelPlan } from "../../ir/plan.ts";
import type { ModelInputs, TrainingFeature, TrainingSet } from "../../ir/program.ts";
import { columnsRead } from "../../library/expressions.ts";
import { aggregateText } from "../../library/aggregate-text.ts";
import { FunctionBody } from "./function-body.ts";
import { FUNCTIONS } from "./imports.ts";
import { call, doc, header, importLine, member, property, statement } from "./layout.ts";
import { LocalNames, typeName } from "./names.ts";
import { interfaceText, recordInterface, valueType } from "./type-text.ts";

/** Nothing for a model that reads the features as they are. */
export function modelModule(model: ModelPlan, set: TrainingSet): readonly Artifact[] {
  const { name, inputs } = model;
  if (inputs === null) return [];
  const type = typeName(name);
  const names = new LocalNames([]);
  const [fitted, row] = [names.take("fitted"), names.take("row")];
  let readsFitted = false;
  const scope = {
    names,
    input: ([column = ""]: readonly string[]) => member(row, column),
    atom: (id: string) => {
      readsFitted = true;
      return member(fitted, id);
    },
  };
  const columns = featuresRead(inputs, set);
  const body = new FunctionBody(
    scope,
    inputs.features.map(({ expression }) => expression),
  );
  const values = inputs.features.map((feature) =>
    statement(
      2,
      `${property(feature.name)}: ${body.text(feature.expression, property(feature.name).length + 7)},`,
    ),
  );
  const parameters = [
    `${readsFitted ? "" : "_"}${fitted}: ${type}Fitted`,
    `${columns.length > 0 ? "" : "_"}${row}: ${type}Row`,
  ];
  const compute = [
    `${doc(0, `The inputs of ${name} for one row.`)}${call(0, `export function inputsOf${type}`, parameters, `: ${type}Inputs {`)}`,
    ...body.lines,
    "  return {",
    ...values,
    "  };",
    "}",
  ].join("\n");
  const head = [
    header(`model ${name}`),
    ...(body.helpers.length === 0 ? [] : [importLine(body.helpers, FUNCTIONS)]),
  ];
  const parts = [
    head.join("\n"),
    interfaceText(
      `${type}Fitted`,
      `What a version of ${name} found in the rows that it learnt from.`,
      inputs.fits.map((fit) => ({ name: fit.id, text: valueType(fit.type), words: aggregateText(fit) })),
    ),
    recordInterface(
      `${type}Row`,
      `The features that ${name} reads.`,
      columns.map(({ column, type: of }) => ({ name: column, type: of })),
    ),
    recordInterface(`${type}Inputs`, `The inputs of ${name}.`, inputs.features),
    compute,
  ];
  return [{ path: `serving/models/${name}.ts`, text: `${parts.join("\n\n")}\n` }];
}

/** The features that inputs read of a row themselves, in the training set's order. */
export function featuresRead(
  { features }: ModelInputs,
  set: Pick<TrainingSet, "features">,
): readonly TrainingFeature[] {
  const read = new Set(columnsRead(features.map(({ expression }) => expression)));
  return set.features.filter(({ column }) => read.has(column));
}

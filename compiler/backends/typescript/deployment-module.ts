// serving/deployments/<deployment>.ts: everything that one endpoint runs, straight-line.
import type { Artifact } from "../../ir/artifact.ts";
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import type { ViewUse } from "../../ir/program.ts";
import { SERVING } from "./imports.ts";
import { generic, header, importLine, list, member, property, quote, statement } from "./layout.ts";
import { deploymentName, typeName, useName, viewName } from "./names.ts";
import { parseText } from "./parse-text.ts";
import { fieldText, recordInterface } from "./type-text.ts";
import { isRead } from "./read-text.ts";
import { vectorText } from "./vector-text.ts";

export function deploymentModule(deployment: DeploymentPlan, plan: Plan): Artifact {
  const type = `${typeName(deployment.name)}Request`;
  const model = typeName(deployment.model);
  const { modelInputs } = deployment;
  const parse = parseText(deployment.requestFields, type);
  const serving = [
    "type GeneratedDeployment",
    ...[...parse.imports].sort(),
    "type RequestProblem",
    "type Value",
  ];
  const imports = [
    importLine(serving, SERVING),
    ...(modelInputs === null
      ? []
      : [
          importLine(
            [`type ${model}Fitted`, `type ${model}Inputs`, `inputsOf${model}`],
            `../models/${deployment.model}.ts`,
          ),
        ]),
    ...deployment.requestViews.map((name) =>
      importLine([`compute${typeName(name)}`], `../requests/${name}.ts`),
    ),
    ...deployment.featureViews.map((name) => {
      const uses = deployment.uses.filter(({ view }) => view === name);
      const keys = uses.some(({ role }) => role !== null) ? [`keyOf${typeName(name)}`] : [];
      const read = uses.some((use) => isRead(use, deployment.inputs, plan)) ? [`read${typeName(name)}`] : [];
      return importLine([...keys, viewName(name), ...read], `../views/${name}.ts`);
    }),
  ];
  const columns = deployment.inputs.map(({ column, type: of }) => fieldText({ name: column, type: of }));
  const inputs = modelInputs === null ? columns : modelInputs.features.map(fieldText);
  const requests = plan.requestViews
    .filter(({ name }) => deployment.requestViews.includes(name))
    .map(({ name, fingerprint }) => `{ view: ${quote(name)}, fingerprint: ${quote(fingerprint)} }`);
  const object = [
    `export const ${deploymentName(deployment.name)}: ${generic(0, 30 + deploymentName(deployment.name).length, "GeneratedDeployment", modelInputs === null ? [type] : [type, `${model}Fitted`])} = {`,
    `  name: ${quote(deployment.name)},`,
    `  fingerprint: ${quote(deployment.fingerprint)},`,
    `  model: ${quote(deployment.model)},`,
    `  alias: ${quote(deployment.alias)},`,
    `  output: ${quote(deployment.output)},`,
    list(1, "requestFields: ", deployment.requestFields.map(fieldText), ","),
    list(1, "inputs: ", inputs, ","),
    list(1, "views: ", deployment.uses.map(useText), ","),
    list(1, "requestViews: ", requests, ","),
    "  parse,",
    "  assemble,",
    "  features,",
    ...(modelInputs === null
      ? []
      : [
          "  transform: {",
          `    fingerprint: ${quote(modelInputs.fingerprint)},`,
          list(
            2,
            "fitted: ",
            modelInputs.fits.map(({ id, type: of }) => fieldText({ name: id, type: of })),
            ",",
          ),
          list(2, "columns: ", columns, ","),
          "    values,",
          "  },",
        ]),
    "};",
  ].join("\n");
  const parts = [
    [header(`deployment ${deployment.name}`), ...imports].join("\n"),
    recordInterface(
      type,
      `One checked instance of a request to ${deployment.name}.`,
      deployment.requestFields,
    ),
    parse.text,
    ...deployment.uses.flatMap((use) => roleKeyText(use, plan, type)),
    vectorText(deployment, plan, type),
    object,
  ];
  return { path: `serving/deployments/${deployment.name}.ts`, text: `${parts.join("\n\n")}\n` };
}

/** A view under a role is the view with the keys that the request has for it. */
function useText(use: ViewUse): string {
  if (use.role === null) return viewName(use.view);
  const key = `keyOf${typeName(useName(use))}`;
  return `{ ...${viewName(use.view)}, role: ${quote(use.role)}, keyOf: ${key} }`;
}

function roleKeyText(use: ViewUse, plan: Plan, type: string): readonly string[] {
  const { role, view } = use;
  if (role === null) return [];
  const keys = plan.views.find(({ name }) => name === view)?.keys ?? [];
  const entries = keys.map(({ name }) =>
    statement(2, `${property(name)}: ${member("request", `${role}_${name}`)},`),
  );
  return [
    [
      `function keyOf${typeName(useName(use))}(request: ${type}): Uint8Array {`,
      `  return keyOf${typeName(view)}({`,
      ...entries,
      "  });",
      "}",
    ].join("\n"),
  ];
}

// serving/deployments/<deployment>.ts: everything that one endpoint runs, straight-line.
import type { Artifact } from "../../ir/artifact.ts";
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import { SERVING } from "./imports.ts";
import { header, importLine, list, quote } from "./layout.ts";
import { deploymentName, typeName, viewName } from "./names.ts";
import { parseText } from "./parse-text.ts";
import { fieldText, recordInterface } from "./type-text.ts";
import { isRead, vectorText } from "./vector-text.ts";

export function deploymentModule(deployment: DeploymentPlan, plan: Plan): Artifact {
  const type = `${typeName(deployment.name)}Request`;
  const parse = parseText(deployment.requestFields, type);
  const serving = [
    "type GeneratedDeployment",
    ...[...parse.imports].sort(),
    "type RequestProblem",
    "type Value",
  ];
  const imports = [
    importLine(serving, SERVING),
    ...deployment.requestViews.map((name) =>
      importLine([`compute${typeName(name)}`], `../requests/${name}.ts`),
    ),
    ...deployment.featureViews.map((name) => {
      const read = isRead(name, deployment, plan) ? [`read${typeName(name)}`] : [];
      return importLine([viewName(name), ...read], `../views/${name}.ts`);
    }),
  ];
  const inputs = deployment.inputs.map(({ column, type: of }) => fieldText({ name: column, type: of }));
  const object = [
    `export const ${deploymentName(deployment.name)}: GeneratedDeployment<${type}> = {`,
    `  name: ${quote(deployment.name)},`,
    `  fingerprint: ${quote(deployment.fingerprint)},`,
    `  model: ${quote(deployment.model)},`,
    `  alias: ${quote(deployment.alias)},`,
    `  output: ${quote(deployment.output)},`,
    list(1, "requestFields: ", deployment.requestFields.map(fieldText), ","),
    list(1, "inputs: ", inputs, ","),
    list(1, "views: ", deployment.featureViews.map(viewName), ","),
    "  parse,",
    "  assemble,",
    "  features,",
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
    vectorText(deployment, plan, type),
    object,
  ];
  return { path: `serving/deployments/${deployment.name}.ts`, text: `${parts.join("\n\n")}\n` };
}

// client/client.ts: a typed client of the serving app that depends on nothing but fetch.
import type { Artifact } from "../../ir/artifact.ts";
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import type { Field, ScalarKind, ValueType } from "../../ir/value-type.ts";
import { CLIENT_RUNTIME } from "./client-runtime.ts";
import { generic, header, property, quote } from "./layout.ts";
import { typeName, useName } from "./names.ts";
import { interfaceText } from "./type-text.ts";

export function clientModule(plan: Plan): Artifact {
  const parts = [
    `${header("the project's deployments")}`,
    ...plan.deployments.flatMap(deploymentTypes),
    clientInterface(plan.deployments),
    createClient(plan.deployments),
    CLIENT_RUNTIME,
  ];
  return { path: "client/client.ts", text: `${parts.join("\n\n")}\n` };
}

/** What goes into a request; nullable fields may be left out. */
const REQUEST_KINDS: Readonly<Record<ScalarKind, string>> = {
  int64: "number",
  float64: "number",
  decimal: "string",
  bool: "boolean",
  string: "string",
  timestamp: "string | Date",
};

/** What comes back. */
const VALUE_KINDS: Readonly<Record<ScalarKind, string>> = {
  ...REQUEST_KINDS,
  float64: "Float64",
  timestamp: "string",
};

function deploymentTypes(deployment: DeploymentPlan): readonly string[] {
  const type = typeName(deployment.name);
  const inputs = deployment.inputs.map(({ column, type: of }) => ({ name: column, type: of }));
  return [
    interfaceText(
      `${type}Request`,
      `One instance for ${deployment.name}.`,
      deployment.requestFields.map((field) => ({
        name: field.name,
        text: wireType(field.type, REQUEST_KINDS),
        optional: field.type.nullable,
        words: wordsOf(field),
      })),
    ),
    interfaceText(`${type}Prediction`, deployment.description ?? `The answer of ${deployment.model}.`, [
      { name: deployment.output, text: "number" },
    ]),
    interfaceText(
      `${type}Values`,
      `The exact inputs of ${deployment.model}.`,
      inputs.map((field) => ({ name: field.name, text: wireType(field.type, VALUE_KINDS) })),
    ),
    viewUnion(type, deployment.uses.map(useName)),
  ];
}

/** The names of the views, as the formatter prints a union. */
function viewUnion(type: string, views: readonly string[]): string {
  const names = views.length === 0 ? ["never"] : views.map(quote);
  const line = `export type ${type}View = ${names.join(" | ")};`;
  if (line.length <= 110) return line;
  return `export type ${type}View =\n${names.map((name) => `  | ${name}`).join("\n")};`;
}

function clientInterface(deployments: readonly DeploymentPlan[]): string {
  return interfaceText(
    "Client",
    null,
    deployments.map((deployment) => {
      const type = typeName(deployment.name);
      const types = ["Request", "Prediction", "Values", "View"].map((part) => `${type}${part}`);
      const room = `  readonly ${property(deployment.name)}: ;`.length;
      return {
        name: deployment.name,
        text: generic(1, room, "DeploymentClient", types),
        words: deployment.description,
      };
    }),
  );
}

function createClient(deployments: readonly DeploymentPlan[]): string {
  const entries = deployments.map(
    ({ name }) => `    ${property(name)}: deploymentClient(options, ${quote(name)}),`,
  );
  const body = ["  return {", ...entries, "  };"].join("\n");
  return `export function createClient(options: ClientOptions): Client {\n${body}\n}`;
}

function wireType(type: ValueType, kinds: Readonly<Record<ScalarKind, string>>): string {
  const { kind, nullable, element } = type;
  if (kind === "null") return "null";
  const items = element === undefined ? "unknown" : wireType(element, kinds);
  const text = kind === "list" ? `readonly ${items.includes(" | ") ? `(${items})` : items}[]` : kinds[kind];
  return nullable ? `${text} | null` : text;
}

function wordsOf({ type }: Field): string | null {
  if (type.kind === "decimal") return 'An exact decimal as text, such as "12.50".';
  if (type.kind === "list" && type.size !== undefined) return `Exactly ${type.size} numbers.`;
  if (type.kind === "timestamp") return "ISO 8601 with a zone, to the microsecond.";
  return type.kind === "int64" ? "A whole number up to 2^53 - 1 either way." : null;
}

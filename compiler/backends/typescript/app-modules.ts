// serving/deployments.ts, serving/views.ts and serving/app.ts: the lists, and the app built from them.
import type { Artifact } from "../../ir/artifact.ts";
import type { Plan } from "../../ir/plan.ts";
import { SERVING } from "./imports.ts";
import { header, importLine, list } from "./layout.ts";
import { deploymentName, viewName } from "./names.ts";

export function appModules(plan: Plan): readonly Artifact[] {
  return [
    listModule("deployments", "GeneratedDeployment", plan.deployments, deploymentName),
    listModule("views", "GeneratedView", plan.views, viewName),
    { path: "serving/app.ts", text: APP },
  ];
}

function listModule(
  what: "deployments" | "views",
  type: string,
  members: readonly { readonly name: string }[],
  constantOf: (name: string) => string,
): Artifact {
  const imports = members.map(({ name }) => importLine([constantOf(name)], `./${what}/${name}.ts`));
  const names = members.map(({ name }) => constantOf(name));
  const text = [
    header(`the project's ${what === "views" ? "feature views" : what}`),
    importLine([type], SERVING, true),
    ...imports,
    "",
    list(0, `export const ${what}: readonly ${type}[] = `, names, ";"),
    "",
  ].join("\n");
  return { path: `serving/${what}.ts`, text };
}

const APP = `${header("the project's deployments")}
import { createServingApp, type Serving, type ServingServices } from "${SERVING}";
import { deployments } from "./deployments.ts";

/** The HTTP app of all deployments; serve it with \`serve\` of "${SERVING}". */
export function createApp(services: ServingServices): Serving {
  const openapi = new URL("../openapi.yaml", import.meta.url);
  return createServingApp({ ...services, deployments, openapi });
}
`;

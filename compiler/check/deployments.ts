// Checks a deployment: a model, and the alias that says which version of it answers.
import type { DeclaredDeployment } from "../ir/declaration.ts";
import type { Deployment } from "../ir/program.ts";
import { codes } from "./codes.ts";
import type { Context } from "./context.ts";

/** As MLflow has it: a word that is neither a version nor `latest`. */
const ALIAS = /^(?!v\d+$|latest$)[a-z][a-z0-9_-]*$/i;

export function checkDeployment(
  declared: DeclaredDeployment,
  { report, catalog }: Context,
): Deployment | null {
  const before = report.errors();
  const model = catalog.find(declared.model, "model");
  const { text, span } = declared.alias;
  if (!ALIAS.test(text)) {
    report.add(codes.badAlias, span, `'${text}' cannot be an alias.`, {
      hint: 'Use a word such as "champion"; "latest" and "v1" are taken by the registry.',
    });
  }
  if (report.errors() > before || model === null) return null;
  return { name: declared.name, model: model.name, alias: text, description: declared.description };
}

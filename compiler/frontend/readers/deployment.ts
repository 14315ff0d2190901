// Reads `deployment({ ... })`.
import type { DeclaredDeployment } from "../../ir/declaration.ts";
import { reference, text } from "./form.ts";
import type { DeclarationReader } from "./reader.ts";

export const deployment: DeclarationReader = {
  shape: { required: { model: "model: late_model", alias: 'alias: "champion"' }, optional: [] },
  read(form): DeclaredDeployment | null {
    const model = reference(form, "model", "model");
    const alias = text(form, "alias");
    return model === null || alias === null ? null : { kind: "deployment", ...form.base, model, alias };
  },
};

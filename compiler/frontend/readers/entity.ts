// Reads `entity({ ... })`.
import { fields } from "./form.ts";
import type { DeclarationReader } from "./reader.ts";

export const entity: DeclarationReader = {
  shape: { required: { keys: "keys: { airport: t.string }" }, optional: [] },
  read: (form) => ({ kind: "entity", ...form.base, keys: fields(form, "keys", "key") }),
};

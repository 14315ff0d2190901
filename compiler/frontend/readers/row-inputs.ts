// Reads a feature view's inputs: `{ merchant: { view: merchant_profile, key: (row) => ({ merchant: row.merchant_id }) } }`.
import type { DeclaredRowInput } from "../../ir/declaration.ts";
import { entries, inputsOf, reference, wrong } from "./form.ts";
import { type Form, nested } from "./reader.ts";
import { ROW } from "./scopes.ts";

const SHAPE = {
  required: {
    view: "view: merchant_profile",
    key: "key: (row) => ({ merchant: row.merchant_id })",
  },
  optional: [],
};

export function rowInputs(form: Form): readonly DeclaredRowInput[] {
  return inputsOf(form, "inputs").flatMap((field) => {
    if (field.value.kind !== "record") {
      wrong(form, field, "an object with 'view' and 'key'");
      return [];
    }
    const inner = nested(form, field, field.value, SHAPE);
    const view = reference(inner, "view", "feature_view");
    const key = entries(inner, "key", [ROW], null);
    return view === null ? [] : [{ alias: field.name, aliasSpan: field.nameSpan, view, key }];
  });
}

// Reads `requestView({ ... })`.
import { entries, fields, viewUseEntries } from "./form.ts";
import type { DeclarationReader } from "./reader.ts";
import { INPUTS, REQUEST } from "./scopes.ts";

export const requestView: DeclarationReader = {
  shape: {
    required: {
      request: "request: { departure: t.timestamp }",
      features: "features: (request) => ({ hour: request.departure.hour() })",
    },
    optional: ["inputs"],
  },
  read: (form) => ({
    kind: "request_view",
    ...form.base,
    request: fields(form, "request", "request field"),
    inputs: viewUseEntries(form, "inputs"),
    features: entries(form, "features", [REQUEST, INPUTS], "feature"),
  }),
};

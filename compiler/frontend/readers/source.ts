// Reads `source({ ... })`.
import type { DeclaredSource, DeclaredText } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import { describe } from "../describe.ts";
import { expression, fields, text, texts, word } from "./form.ts";
import type { DeclarationReader, Form } from "./reader.ts";
import { ROW } from "./scopes.ts";

export const source: DeclarationReader = {
  shape: {
    required: {
      from: 'from: parquet("data/flights.parquet")',
      columns: "columns: { date: t.timestamp }",
      eventTime: "eventTime: (row) => row.date",
    },
    optional: ["availableAt", "asOf", "tieBreak", "retention"],
  },
  read(form): DeclaredSource | null {
    const from = readFile(form);
    const columns = fields(form, "columns", null);
    const eventTime = expression(form, "eventTime", [ROW]);
    const availableAt = expression(form, "availableAt", [ROW]);
    const asOf = word(form, "asOf", ["exclusive", "inclusive"]);
    const tieBreak = texts(form, "tieBreak");
    const retention = text(form, "retention");
    if (from === null || eventTime === null) return null;
    return { kind: "source", ...form.base, from, columns, eventTime, availableAt, asOf, tieBreak, retention };
  },
};

/** `parquet("path")` */
function readFile(form: Form): { format: "parquet" | "csv"; path: DeclaredText } | null {
  const field = form.properties.get("from");
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind !== "file") {
    const message = `'from' must be a file: ${describe(field.value)} is not.`;
    form.context.report.add(codes.wrongForm, field.valueSpan, message, {
      hint: 'Write `parquet("path")` or `csv("path")`.',
    });
    return null;
  }
  const given = { ...field, name: "path", value: field.value.path, valueSpan: field.value.pathSpan };
  const path = text({ ...form, properties: new Map([["path", given]]) }, "path");
  return path === null ? null : { format: field.value.format, path };
}

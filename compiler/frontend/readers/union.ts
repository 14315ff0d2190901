// Reads `union({ ... })`.
import type { DeclaredUnion } from "../../ir/declaration.ts";
import type { RecordField } from "../value.ts";
import { entries, expression, fields, formOf, reference, texts, wrong } from "./form.ts";
import type { DeclarationReader, Form } from "./reader.ts";
import { ROW } from "./scopes.ts";

export const union: DeclarationReader = {
  shape: {
    required: {
      columns: "columns: { at: t.timestamp, amount: t.float64 }",
      from: "from: [[cards, (card) => ({ at: card.paid_at, amount: card.amount })]]",
    },
    optional: ["eventTime", "availableAt", "tieBreak"],
  },
  read(form): DeclaredUnion | null {
    const columns = fields(form, "columns", null);
    const from = readParts(form);
    const eventTime = expression(form, "eventTime", [ROW]);
    const availableAt = expression(form, "availableAt", [ROW]);
    const tieBreak = texts(form, "tieBreak");
    if (from === null) return null;
    return { kind: "union", ...form.base, columns, from, eventTime, availableAt, tieBreak };
  },
};

const PARTS = "a list of pairs, such as [[cards, (card) => ({ amount: card.amount })]]";

/** `[source, row function]` each. */
function readParts(form: Form): DeclaredUnion["from"] | null {
  const field = form.properties.get("from");
  if (field === undefined) return null;
  const { value } = field;
  if (value.kind !== "list") return wrong(form, field, PARTS);
  const parts = value.items.map((item, index) => {
    const span = value.itemSpans[index] ?? field.valueSpan;
    return readPart(form, { ...field, value: item, valueSpan: span });
  });
  const sound = parts.filter((part) => part !== null);
  return sound.length === parts.length ? sound : null;
}

function readPart(form: Form, pair: RecordField): DeclaredUnion["from"][number] | null {
  const { value, valueSpan } = pair;
  const items = value.kind === "list" ? value.items : [];
  const [first, second] = items;
  if (value.kind !== "list" || first === undefined || second === undefined || items.length > 2) {
    return wrong(form, pair, PARTS);
  }
  const part = formOf(form, [
    { ...pair, name: "source", value: first, valueSpan: value.itemSpans[0] ?? valueSpan },
    { ...pair, name: "row", value: second, valueSpan: value.itemSpans[1] ?? valueSpan },
  ]);
  const source = reference(part, "source", "source");
  const row = entries(part, "row", [ROW], null);
  return source === null ? null : { source, row };
}

// Checks an entity: keys that equal rows have equal bytes for.
import type { DeclaredEntity } from "../ir/declaration.ts";
import type { Entity } from "../ir/program.ts";
import { codes } from "./codes.ts";
import type { Context } from "./context.ts";
import { refuseDoubles, sortedByName } from "./names.ts";
import { printType } from "./print.ts";
import { readFields } from "./types.ts";

export function checkEntity(declared: DeclaredEntity, { report }: Context): Entity | null {
  const before = report.errors();
  if (declared.keys.length === 0) {
    report.add(codes.empty, declared.nameSpan, `Entity '${declared.name}' has no keys.`, {
      hint: "Write `keys: { customer: t.string }`.",
    });
  }
  refuseDoubles(declared.keys, "keys", report);
  const keys = readFields(declared.keys, report);
  for (const { name, type } of keys) {
    if (type.kind !== "float64" && type.kind !== "list" && !type.nullable) continue;
    const field = declared.keys.find((key) => key.name === name);
    report.add(
      codes.badKeyType,
      field?.type.span ?? declared.span,
      `Key '${name}' cannot be ${printType(type)}.`,
      {
        hint: type.nullable
          ? "Drop `.nullable()`; views leave rows without a key out."
          : "Use t.int64 or t.string.",
      },
    );
  }
  if (report.errors() > before) return null;
  return { name: declared.name, keys: sortedByName(keys), description: declared.description };
}

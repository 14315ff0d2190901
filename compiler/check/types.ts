// Types as checking needs them: read from declarations, compared, and stripped of null.
import type { DeclaredField, DeclaredType } from "../ir/declaration.ts";
import type { Field, ScalarKind, ValueType } from "../ir/value-type.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean } from "../library/nearest-name.ts";

const KINDS: readonly ScalarKind[] = ["int64", "float64", "decimal", "bool", "string", "timestamp"];

export const BOOL: ValueType = Object.freeze({ kind: "bool", nullable: false });
export const TIMESTAMP: ValueType = Object.freeze({ kind: "timestamp", nullable: false });

export function nonNull(type: ValueType): ValueType {
  return type.nullable ? { ...type, nullable: false } : type;
}

/** Null where the declared type is not one of ours, which is reported. */
export function readType(declared: DeclaredType, report: Report): ValueType | null {
  const { nullable, precision, scale, size } = declared;
  if (declared.kind === "list" && declared.element !== undefined) {
    const element = readType(declared.element, report);
    if (element === null) return null;
    return { kind: "list", nullable, element, ...(size === undefined ? {} : { size }) };
  }
  const kind = KINDS.find((known) => known === declared.kind);
  if (kind === "decimal" && precision !== undefined && scale !== undefined) {
    return { kind, nullable, scale, precision };
  }
  if (kind !== undefined) return { kind, nullable };
  report.add(codes.unsupportedType, declared.span, `'${declared.kind}' is not a supported type.`, {
    hint: didYouMean(declared.kind, KINDS) ?? `Use one of t.${KINDS.join(", t.")}, t.list, t.vector.`,
  });
  return null;
}

/** Fields of known type, by name; those that fail are reported and left out. */
export function readFields(declared: readonly DeclaredField[], report: Report): readonly Field[] {
  return declared.flatMap(({ name, type }) => {
    const known = readType(type, report);
    return known === null ? [] : [{ name, type: known }];
  });
}

// What no value of a declared column may be, as conditions that one pass over the file counts.
import type { Field, ValueType } from "../../compiler/ir/value-type.ts";
import { decimalFaults } from "./decimal-columns.ts";
import { identifier } from "./sql-text.ts";

export interface ValueCheck {
  readonly column: string;
  readonly condition: string;
  readonly says: string;
  readonly hint: string;
  /** Whether the first such row is named: where the value itself is hard to look for. */
  readonly namesRow: boolean;
}

interface Fault {
  readonly condition: string;
  readonly says: string;
  readonly hint: string;
}

export function checksOf({ name, type }: Field): readonly ValueCheck[] {
  const column = identifier(name);
  const namesRow = type.kind === "list" || type.kind === "decimal";
  const faults = type.kind === "list" ? listFaults(column, type) : scalarFaults(column, type);
  const absent: Fault = {
    condition: `${column} IS NULL`,
    says: "is null",
    hint: `Declare it ${spell(type)}.nullable(), or fix the data.`,
  };
  return [...(type.nullable ? [] : [absent]), ...faults].map((fault) => ({
    column: name,
    namesRow: namesRow && fault !== absent,
    ...fault,
  }));
}

/** As authors write it. */
export function spell({ kind, element, size, scale, precision }: ValueType): string {
  if (kind === "decimal") return `t.decimal(${precision ?? 15}, ${scale ?? 0})`;
  if (kind !== "list") return `t.${kind}`;
  return size === undefined ? `t.list(${element === undefined ? "" : spell(element)})` : `t.vector(${size})`;
}

function scalarFaults(column: string, type: ValueType): readonly Fault[] {
  const says = "is out of range";
  if (type.kind === "int64") {
    return [
      {
        condition: `abs(${column}::HUGEINT) > ${Number.MAX_SAFE_INTEGER}`,
        says,
        hint: "An int64 holds whole numbers up to 2^53 - 1 on both faces; declare identifiers as t.string, amounts as t.float64.",
      },
    ];
  }
  if (type.kind === "timestamp") {
    return [
      {
        condition: `NOT isfinite(${column}) OR (isfinite(${column}) AND abs(epoch_us(${column})::HUGEINT) > ${Number.MAX_SAFE_INTEGER})`,
        says,
        hint: "A timestamp lies between the years 1684 and 2255; filter the rows out before they reach the source.",
      },
    ];
  }
  if (type.kind !== "decimal") return [];
  const { precision = 15, scale = 0 } = type;
  return [
    {
      condition: decimalFaults.tooLarge(column),
      says: `has more digits than ${spell(type)}`,
      hint: `It holds ${precision} digits, ${scale} of them after the point: declare more, up to 15, or t.float64.`,
    },
    {
      condition: decimalFaults.tooFine(column),
      says: `is no decimal of ${scale} digits after the point`,
      hint: "Nothing is rounded where data enters: declare more digits after the point, or round in the export.",
    },
  ];
}

function listFaults(list: string, { element, size }: ValueType): readonly Fault[] {
  const ofItems = element === undefined ? [] : scalarFaults("x", element);
  return [
    ...(size === undefined
      ? []
      : [
          {
            condition: `len(${list}) <> ${size}`,
            says: `does not have ${size} items`,
            hint: "A vector always has as many items as its type says: declare that number, or t.list(t.float64).",
          },
        ]),
    {
      condition: `list_count(${list}) <> len(${list})`,
      says: "has an item that is null",
      hint: "Items are never null: leave such items out in the export.",
    },
    ...ofItems.map(({ condition, says, hint }) => ({
      condition: `len(list_filter(${list}, lambda x: ${condition})) > 0`,
      says: `has an item that ${says}`,
      hint,
    })),
  ];
}

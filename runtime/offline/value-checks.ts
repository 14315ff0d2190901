// What no value of a declared column may be, as conditions that one pass over the file counts.
import type { Field, ValueType } from "../../compiler/ir/value-type.ts";
import { decimalFaults } from "./decimal-columns.ts";
import { instantFaults } from "./instant-columns.ts";
import { unreadOf } from "./readings.ts";
import { identifier } from "./sql-text.ts";

export interface ValueCheck {
  readonly column: string;
  readonly condition: string;
  readonly says: string;
  readonly hint: string;
  /** Whether the first such row is named: where the value itself is hard to look for. */
  readonly namesRow: boolean;
  /** Whether the value is shown as it is written in that row, which is then named. */
  readonly namesValue: boolean;
}

interface Fault {
  readonly condition: string;
  readonly says: string;
  readonly hint: string;
}

const WHOLE =
  "An int64 holds whole numbers up to 2^53 - 1 on both faces; declare identifiers as t.string, amounts as t.float64.";

/** What values of the file that reading cannot take are not. */
const UNREAD: Readonly<Partial<Record<ValueType["kind"], Pick<Fault, "says" | "hint">>>> = {
  int64: { says: "is no whole number up to 2^53 - 1 either way", hint: WHOLE },
  float64: { says: "is no number", hint: "Write numbers such as -1.5 or 2e3." },
  bool: { says: "is neither true nor false", hint: "Write true or false." },
  timestamp: {
    says: "is no instant",
    hint: "Write ISO 8601 to the microsecond, of the years 1685 to 2254, with a zone: 2026-01-31T17:05:00Z, or +02:00 for Z. Without one it is UTC.",
  },
};

export function checksOf({ name, type }: Field): readonly ValueCheck[] {
  const column = identifier(name);
  const namesRow = type.kind === "list" || type.kind === "decimal";
  const faults = type.kind === "list" ? listFaults(column, type) : scalarFaults(column, type);
  const absent: Fault = {
    condition: `${column} IS NULL AND NOT ${unreadOf(name)}`,
    says: "is null",
    hint: `Declare it ${spell(type)}.nullable(), or fix the data.`,
  };
  const unread = UNREAD[type.kind];
  const ofFile = unread === undefined ? [] : [{ condition: unreadOf(name), ...unread }];
  return [
    ...[...(type.nullable ? [] : [absent]), ...faults].map((fault) => ({
      column: name,
      namesRow: namesRow && fault !== absent,
      namesValue: false,
      ...fault,
    })),
    ...ofFile.map((fault) => ({ column: name, namesRow: true, namesValue: true, ...fault })),
  ];
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
        hint: WHOLE,
      },
    ];
  }
  if (type.kind === "timestamp") {
    return [
      {
        condition: instantFaults.outOfRange(column),
        says,
        hint: "A timestamp lies between the years 1684 and 2255; filter other rows out of the file.",
      },
      {
        condition: instantFaults.tooFine(column),
        says: "has digits beyond the microsecond",
        hint: "Nothing is rounded where data enters: round to microseconds in the export.",
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

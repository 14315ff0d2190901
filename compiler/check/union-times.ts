// Which times the rows of a union have: its own over the common row, or each row's by its source.
import type { CallExpression, Expression, InputExpression } from "../ir/expression.ts";
import type { Lag } from "../ir/plan.ts";
import type { Rows, UnionPart } from "../ir/program.ts";
import { sameExpression } from "../library/expressions.ts";
import { lagOf } from "../library/lag.ts";
import { TIMESTAMP } from "./types.ts";

/** Columns that carry the sources' times; authors cannot read them. */
const EVENT_TIME = "__event_time";
const AVAILABLE_AT = "__available_at";

/** A sound part: its source's own declaration, and the common columns over its rows. */
export interface Part {
  readonly rows: Rows;
  readonly columns: UnionPart["columns"];
}

interface UnionTimes {
  readonly eventTime: Expression;
  readonly availableAt: Expression | null;
  /** By part: the columns that carry its times, where the common row does not. */
  readonly hidden: readonly UnionPart["columns"][];
}

/**
 * Where the sources lag alike, availability is said as that shift of the event time, so that the union lags so too;
 * else each row carries its own, and the lag varies.
 */
export function unionTimes(
  own: { readonly eventTime: Expression | null; readonly availableAt: Expression | null },
  parts: readonly Part[],
): UnionTimes {
  const shared = own.eventTime === null ? commonColumn(parts) : null;
  const eventTime = own.eventTime ?? shared ?? timeColumn(EVENT_TIME);
  const carriesEvent = own.eventTime === null && shared === null;
  const lags = parts.map(({ rows }) => lagOf(rows));
  const lag = own.eventTime === null ? alike(lags) : null;
  const theirs = lag === null ? timeColumn(AVAILABLE_AT) : shifted(eventTime, lag);
  const availableAt = own.availableAt ?? theirs;
  const carriesAvailable = own.availableAt === null && lag === null;
  const hidden = parts.map(({ rows }) => [
    ...(carriesEvent ? [{ name: EVENT_TIME, type: TIMESTAMP, expression: rows.eventTime }] : []),
    ...(carriesAvailable
      ? [{ name: AVAILABLE_AT, type: TIMESTAMP, expression: rows.availableAt ?? rows.eventTime }]
      : []),
  ]);
  return { eventTime, availableAt, hidden };
}

/** A column that is every source's event time: then nothing has to be carried beside it. */
function commonColumn(parts: readonly Part[]): Expression | null {
  const [first] = parts;
  const found = first?.columns.find(({ name }) =>
    parts.every(({ rows, columns }) => {
      const column = columns.find((each) => each.name === name);
      return column?.type.nullable === false && sameExpression(column.expression, rows.eventTime);
    }),
  );
  return found === undefined ? null : timeColumn(found.name);
}

/** The lag that all of them have; null where they differ, or where it differs from row to row. */
function alike(lags: readonly Lag[]): Exclude<Lag, { kind: "variable" }> | null {
  const [first] = lags;
  if (first === undefined || first.kind === "variable") return null;
  return lags.every((lag) => JSON.stringify(lag) === JSON.stringify(first)) ? first : null;
}

function shifted(eventTime: Expression, lag: Exclude<Lag, { kind: "variable" }>): Expression | null {
  if (lag.kind === "none") return null;
  const amount: Expression = {
    kind: "literal",
    value: `${lag.us}us`,
    type: { kind: "string", nullable: false },
  };
  const call: CallExpression = { kind: "call", function: "plus", args: [eventTime, amount], type: TIMESTAMP };
  return call;
}

function timeColumn(name: string): InputExpression {
  return { kind: "input", path: [name], type: TIMESTAMP };
}

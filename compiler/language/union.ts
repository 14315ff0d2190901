// `union`: the rows of several sources under one row shape.
import type { Published } from "./declaration.ts";
import type { Source } from "./source.ts";
import type { Timestamp } from "./timestamp.ts";
import type { ColumnTypes, Row } from "./types.ts";

interface UnionDefinition<Columns extends ColumnTypes, Parts extends readonly ColumnTypes[]>
  extends Published {
  /** The common row. */
  readonly columns: Columns;
  /** Each source with its rows in the common shape: `[cards, (card) => ({ at: card.paid_at, amount: card.amount })]`. */
  readonly from: {
    readonly [Part in keyof Parts]: readonly [
      source: Source<Parts[Part]>,
      row: (row: Row<Parts[Part]>) => Row<Columns>,
    ];
  };
  /** Over the common row; each row's own, by its source, where it is left out. */
  readonly eventTime?: (row: Row<Columns>) => Timestamp;
  readonly availableAt?: (row: Row<Columns>) => Timestamp;
  /** Columns that order rows of the same event time and availability. */
  readonly tieBreak?: readonly (keyof Columns & string)[];
}

/** A source of the rows of several, wherever a source can stand; all of them must agree on `asOf`. */
export function union<const Columns extends ColumnTypes, const Parts extends readonly ColumnTypes[]>(
  definition: UnionDefinition<Columns, Parts>,
) {
  return { kind: "union", ...definition } as unknown as Source<Columns>;
}

// `union`: the rows of several sources under one row shape.
import type { Published } from "./declaration.ts";
import type { Source } from "./source.ts";
import type { Timestamp } from "./timestamp.ts";
import type { ColumnTypes, Row } from "./types.ts";

declare const noSuchColumn: unique symbol;

/** What a name that the common row does not have can hold: nothing. Errors show this interface's name. */
interface NoSuchColumn {
  readonly [noSuchColumn]: never;
}

/** A source's row in the common shape. `Given` are the names that any of the sources' rows give. */
type CommonRow<Columns extends ColumnTypes, Given extends PropertyKey> = Row<Columns> & {
  readonly [Name in Exclude<Given, keyof Columns>]?: NoSuchColumn;
};

/**
 * Where `Given` is inferred from, and which asks for nothing: its second branch is never taken, but is inferred from all
 * the same. In `from` itself it could not be, as nothing is inferred from a mapped type but what it maps over.
 */
type NamesGiven<Given extends PropertyKey> = [Given] extends [unknown]
  ? unknown
  : { readonly from: readonly (readonly [source: unknown, row: (row: never) => Record<Given, unknown>])[] };

interface UnionDefinition<
  Columns extends ColumnTypes,
  Parts extends readonly ColumnTypes[],
  Given extends PropertyKey,
> extends Published {
  /** The common row. */
  readonly columns: Columns;
  /** Each source with its rows in the common shape: `[cards, (card) => ({ at: card.paid_at, amount: card.amount })]`. */
  readonly from: {
    readonly [Part in keyof Parts]: readonly [
      source: Source<Parts[Part]>,
      row: (row: Row<Parts[Part]>) => CommonRow<Columns, Given>,
    ];
  };
  /** Over the common row; each row's own, by its source, where it is left out. */
  readonly eventTime?: (row: Row<Columns>) => Timestamp;
  readonly availableAt?: (row: Row<Columns>) => Timestamp;
  /** Columns that order rows of the same event time and availability. */
  readonly tieBreak?: readonly (keyof Columns & string)[];
}

/** A source of the rows of several, wherever a source can stand; all of them must agree on `asOf`. */
export function union<
  const Columns extends ColumnTypes,
  const Parts extends readonly ColumnTypes[],
  Given extends PropertyKey = never,
>(definition: UnionDefinition<Columns, Parts, Given> & NamesGiven<Given>) {
  return { kind: "union", ...definition } as unknown as Source<Columns>;
}

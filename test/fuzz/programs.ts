// Whole projects: a view of any composition, what reads it, and a training set of all that, as an author would write them.
import { EXPORTS } from "../../compiler/frontend/exports.ts";
import fc from "fast-check";
import { type Column, keysOver, type KeyPart, scopeOf, views, type WrittenView } from "./views.ts";
import { EVENTS, eventRows, leavesOf, OTHERS, sources } from "./columns.ts";
import type { Expressions } from "./expressions.ts";
import { readers } from "./readers.ts";

/** What the author wrote. */
export interface FuzzProgram {
  readonly text: string;
}

const eventKeys = keysOver(eventRows, [
  { name: "user", type: "string", text: "e.user" },
  { name: "user", type: "string", text: "e.user" },
  { name: "shop", type: "int64", text: "e.shop" },
  { name: "day", type: "timestamp", text: "e.at.startOfDay()" },
  { name: "fee", type: "decimal.2", text: "e.fee" },
]);

const otherRows = scopeOf("o", OTHERS, [], 1);
const otherKeys = keysOver(otherRows, [
  { name: "who", type: "string", text: "o.who" },
  { name: "store", type: "int64", text: "(o.store ?? 1)" },
]);

const eventColumns: readonly Column[] = EVENTS.filter(({ key }) => key !== "timestamp");
const otherColumns: readonly Column[] = OTHERS.filter(({ key }) => key !== "timestamp");

/** Of events alone, or of both sources under one shape. */
const plainViews = fc.constantFrom("events", "events", "both").chain((source) => {
  const view = views({
    name: "view",
    source,
    row: "e",
    rows: eventRows,
    keys: eventKeys,
    columns: eventColumns,
    inputs: {},
    several: true,
  });
  return view.map((written) => ({ view: written, before: "", both: source === "both" }));
});

/** A view beside the rows of another, and perhaps a third beside its rows. */
const enrichedViews = fc
  .record({
    outer: fc.constantFrom("events", "events", "both"),
    inner: fc.constantFrom("others", "others", "events", "both"),
    nested: fc.boolean(),
  })
  .chain(({ outer, inner, nested }) => {
    const both = [outer, inner].includes("both");
    const far = views(viewOf("far", inner === "others" ? "events" : "others", {}, []));
    const near = nested
      ? far.chain((written) =>
          beside(written, rowOf(inner)).chain((input) =>
            views(viewOf("near", inner, { far: input }, [written])).map((next) => [written, next] as const),
          ),
        )
      : views(viewOf("near", inner, {}, [])).map((next) => [null, next] as const);
    return near.chain(([third, second]) =>
      beside(second, "e").chain((input) =>
        views({ ...viewOf("view", outer, { near: input }, [second]), several: true }).map((view) => ({
          view,
          before: `${third?.text ?? ""}${second.text}`,
          both,
        })),
      ),
    );
  });

/** A view's question over one of the relations, with the features of others beside its rows. */
function viewOf(
  name: string,
  source: string,
  inputs: Readonly<Record<string, string>>,
  others: readonly WrittenView[],
) {
  const row = rowOf(source);
  const columns = row === "o" ? OTHERS : EVENTS;
  const leaves = others.map((written) => leavesOf(written.name, written.features));
  const rows = others.length === 0 && row === "e" ? eventRows : scopeOf(row, columns, leaves, 1);
  return {
    name,
    source,
    row,
    rows,
    keys: row === "o" ? otherKeys : eventKeys,
    columns: row === "o" ? otherColumns : eventColumns,
    inputs,
    several: false,
  };
}

function rowOf(source: string): string {
  return source === "others" ? "o" : "e";
}

/** How a row finds another view's key: by a column that it often shares with it, or by any expression. */
function beside({ name, keys }: WrittenView, row: string): fc.Arbitrary<string> {
  const rows: Expressions = row === "e" ? eventRows : otherRows;
  const parts = keys.map((key) => partOf(key, row, rows).map((text) => `${key.name}: ${text}`));
  return fc.tuple(...parts).map((texts) => `{ view: ${name}, key: (${row}) => ({ ${texts.join(", ")} }) }`);
}

const SHARED: Readonly<Record<string, readonly string[]>> = {
  "e string": ["e.user"],
  "e int64": ["e.shop"],
  "e decimal.2": ["e.fee"],
  "e timestamp": ["e.at.startOfDay()"],
  "o string": ["o.who"],
  "o int64": ["(o.store ?? 1)"],
  "o decimal.2": ["o.cost"],
  "o timestamp": ["o.since.startOfDay()"],
};

function partOf({ type }: KeyPart, row: string, rows: Expressions): fc.Arbitrary<string> {
  const shared = SHARED[`${row} ${type}`];
  const made = rows.sure(type);
  if (shared === undefined && made === null) throw new Error(`no ${type} for a key`);
  if (shared === undefined) return made ?? fc.constant("");
  const one = fc.constantFrom(...shared);
  return made === null ? one : fc.oneof({ arbitrary: one, weight: 5 }, { arbitrary: made, weight: 1 });
}

export const programs: fc.Arbitrary<FuzzProgram> = fc
  .tuple(sources, fc.oneof({ arbitrary: plainViews, weight: 3 }, { arbitrary: enrichedViews, weight: 2 }))
  .chain(([relations, shape]) =>
    fc.option(readers(shape.view), { nil: "", freq: 2 }).map((reading) => {
      const both = shape.both || /\bboth\b/.test(reading) ? relations.union : "";
      return { text: withImports(`${relations.text}${both}${shape.before}${shape.view.text}${reading}`) };
    }),
  );

/** The vocabulary that the text uses: of what is called as a function, what there is to import. */
function withImports(text: string): string {
  const called = text.match(/(?<![.\w"])[a-z]\w*(?=\()/gi) ?? [];
  const names = [...new Set([...called, "t"])].filter((name) => EXPORTS.has(name)).sort();
  return `import { ${names.join(", ")} } from "bifold";\n${text}`;
}

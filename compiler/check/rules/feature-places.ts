// Where the features that a complaint is about are written: one that names them spares a search through the view.
import type { DeclaredFeatureView, DeclaredRequestView } from "../../ir/declaration.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { FeatureView } from "../../ir/program.ts";
import type { Span } from "../../ir/span.ts";
import { readsAtom } from "../../library/expressions.ts";
import type { Context } from "../context.ts";
import { expandFeatures } from "../expand.ts";

export interface Written {
  readonly name: string;
  readonly span: Span;
}

type Related = NonNullable<Diagnostic["related"]>;

/** In the order of the text. */
export function writtenFeatures({
  features,
}: Pick<DeclaredFeatureView | DeclaredRequestView, "features">): readonly Written[] {
  return expandFeatures(features).map(({ name, nameSpan }) => ({ name, span: nameSpan }));
}

/** The features of the view that read one of the aggregates. */
export function featuresReading(
  { featureViews }: Context,
  view: FeatureView,
  atoms: ReadonlySet<string>,
): readonly Written[] {
  const reading = new Set(
    view.features.filter(({ expression }) => readsAtom(expression, atoms)).map(({ name }) => name),
  );
  const declared = [...featureViews.keys()].find(({ name }) => name === view.name);
  return declared === undefined ? [] : writtenFeatures(declared).filter(({ name }) => reading.has(name));
}

/** All of them, those of one place together: windows, parts and helpers write many features in one. */
export function writtenHere(written: readonly Written[]): Related {
  return placesOf(written).map(([{ span }, names]) => ({
    message: `${names.join(", ")} ${names.length === 1 ? "is" : "are"} written here`,
    span,
  }));
}

/** Of many places so many are told. */
const TOLD = 3;

/** The first of them, where any one is an example of all. */
export function writtenAmongOthers(written: readonly Written[]): Related {
  const places = placesOf(written);
  const told = writtenHere(places.slice(0, TOLD).map(([first]) => first));
  const [last] = told.slice(-1);
  const left = places.length - told.length;
  if (last === undefined || left === 0) return told;
  const more = `, and others in ${left} more ${left === 1 ? "place" : "places"}`;
  return [...told.slice(0, -1), { ...last, message: `${last.message}${more}` }];
}

/** By place, in the order in which places come first; names in quotes. */
export function placesOf(
  written: readonly Written[],
): readonly (readonly [first: Written, names: readonly string[]])[] {
  const places = new Map<string, readonly [Written, string[]]>();
  for (const each of written) {
    const { file, start, end } = each.span;
    const key = `${file}:${start}-${end}`;
    const [first, names] = places.get(key) ?? [each, []];
    places.set(key, [first, [...names, `'${each.name}'`]]);
  }
  return [...places.values()];
}

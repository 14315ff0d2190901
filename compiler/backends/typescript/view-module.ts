// serving/views/<view>.ts: key bytes, and a stored row's features, decoded at fixed offsets.
import type { Artifact } from "../../ir/artifact.ts";
import type { ViewPlan } from "../../ir/plan.ts";
import { aggregationOf } from "../../library/aggregation-of.ts";
import { columnsRead } from "../../library/expressions.ts";
import { javascriptLiteral } from "../../library/literals.ts";
import { FunctionBody } from "./function-body.ts";
import { FUNCTIONS, SERVING } from "./imports.ts";
import { keyText } from "./key-text.ts";
import { call, header, importLine, indent, list, member, property, quote, statement } from "./layout.ts";
import { LocalNames, typeName, viewName } from "./names.ts";
import { isNullText, rowSize, type SlotPlace, slotPlaces, slotText } from "./row-layout.ts";
import { fieldText, recordInterface, valueType } from "./type-text.ts";

export function viewModule(view: ViewPlan): Artifact {
  const type = typeName(view.name);
  const key = keyText(view, type);
  const places = slotPlaces(view.layout);
  const compute = computeText(view, type);
  const read = readText(view, type, places);
  const expired = expiredText(view, places);
  const object = objectText(view, type, expired !== null);
  const body = [key.text, read, compute.text, ...(expired === null ? [] : [expired]), object].join("\n\n");
  const used = ["boolsAt", "numbersAt", "openRow", "textAt", "textsAt"].filter((name) =>
    body.includes(`${name}(`),
  );
  const serving = ["type GeneratedView", ...[...key.imports, ...used].sort()];
  const imports = [importLine(serving, SERVING)];
  if (compute.helpers.length > 0) imports.unshift(importLine(compute.helpers, FUNCTIONS));
  const types = [
    recordInterface(`${type}Key`, `The key of a row of ${view.name}.`, view.keys),
    recordInterface(type, view.description ?? `The features of ${view.name}.`, view.features),
  ];
  const text = [`${header(`feature view ${view.name}`)}\n${imports.join("\n")}`, ...types, body].join("\n\n");
  return { path: `serving/views/${view.name}.ts`, text: `${text}\n` };
}

/** The input that is the instant of the asking itself. */
const AS_OF = "as_of";

/** Whether features depend on more of the asking than its cut: then no row's values are the same at all times. */
function asksWhen({ features }: ViewPlan): boolean {
  return columnsRead(features.map(({ expression }) => expression)).includes(AS_OF);
}

/** Features over the view's aggregates. */
function computeText(view: ViewPlan, type: string): { text: string; helpers: readonly string[] } {
  const names = new LocalNames(["compute", "expired", "EMPTY", "tau"]);
  const locals = new Map(view.atoms.map((atom) => [atom.id, names.take(atom.id)]));
  const read = new Set<string>();
  const scope = {
    names,
    input: (path: readonly string[]): string => {
      if (path.join() === AS_OF) return "tau";
      throw new Error(`Feature view '${view.name}' reads '${path.join(".")}' outside an aggregate.`);
    },
    atom: (id: string) => {
      read.add(id);
      return locals.get(id) ?? id;
    },
  };
  const body = new FunctionBody(
    scope,
    view.features.map(({ expression }) => expression),
  );
  const features = view.features.map(({ name, expression }) => {
    const text = body.text(expression, property(name).length + 7);
    return statement(2, text === name ? `${name},` : `${property(name)}: ${text},`);
  });
  const parameters = view.atoms.map((atom) => {
    const local = locals.get(atom.id) ?? atom.id;
    return `${read.has(atom.id) ? "" : "_"}${local}: ${valueType(atom.type)}`;
  });
  if (asksWhen(view)) parameters.unshift("tau: number");
  const text = [
    call(0, "function compute", parameters, `: ${type} {`),
    ...body.lines,
    "  return {",
    ...features,
    "  };",
    "}",
  ].join("\n");
  return { text, helpers: body.helpers };
}

function readText(view: ViewPlan, type: string, places: ReadonlyMap<string, SlotPlace>): string {
  const asks = asksWhen(view);
  const when = asks ? ["tau"] : [];
  const empty = [
    ...when,
    ...view.atoms.map((atom) => javascriptLiteral(aggregationOf(atom).whenEmpty, atom.type)),
  ];
  const values: string[] = [...when];
  const setup: string[] = [];
  const bytesUsed = new Set<number>();
  let ages = false;
  view.atoms.forEach((atom, index) => {
    const place = placeOf(places, atom.id, view);
    const time = atom.carriesTime && view.ttl !== null ? placeOf(places, `${atom.id}_time`, view) : null;
    if (place.slot.nullable || time !== null) bytesUsed.add(place.nullByte);
    let absent = place.slot.nullable || time !== null ? isNullText(place) : null;
    if (time !== null) {
      ages = true;
      const old = `bytes.getFloat64(${time.offset}, true) < oldest`;
      setup.push(statement(1, `const absent${index} = ${isNullText(place)} || ${old};`));
      absent = `absent${index}`;
    }
    values.push(absent === null ? slotText(place) : `${absent} ? null : ${slotText(place)}`);
  });
  const nulls = [...bytesUsed]
    .sort((a, b) => a - b)
    .map((byte) => `  const nulls${byte} = bytes.getUint8(${byte});`);
  return [
    "/** The features of a row at tau, in microseconds since 1970; without a row every aggregate is empty. */",
    call(
      0,
      `export function read${type}`,
      ["row: Uint8Array | null", `${ages || asks ? "" : "_"}tau: number`],
      `: ${type} {`,
    ),
    asks ? call(1, "if (row === null) return compute", empty, ";") : "  if (row === null) return EMPTY;",
    openText(view),
    ...nulls,
    ...(ages ? [oldestText(view)] : []),
    ...setup,
    call(1, "return compute", values, ";"),
    "}",
    ...(asks ? [] : ["", call(0, `const EMPTY: ${type} = compute`, empty, ";")]),
  ].join("\n");
}

/** Whether some latest value is beyond the ttl; null for views in which none can be. */
function expiredText(view: ViewPlan, places: ReadonlyMap<string, SlotPlace>): string | null {
  const aging = view.ttl === null ? [] : view.atoms.filter((atom) => atom.carriesTime);
  if (aging.length === 0) return null;
  const checks = aging.map((atom) => {
    const { nullByte, nullMask, offset } = placeOf(places, `${atom.id}_time`, view);
    const known = `(bytes.getUint8(${nullByte}) & ${nullMask}) === 0`;
    return statement(1, `if (${known} && bytes.getFloat64(${offset}, true) < oldest) return true;`);
  });
  return [
    "function expired(row: Uint8Array | null, tau: number): boolean {",
    "  if (row === null) return false;",
    openText(view),
    oldestText(view),
    ...checks,
    "  return false;",
    "}",
  ].join("\n");
}

function objectText(view: ViewPlan, type: string, ages: boolean): string {
  const refresh =
    view.refresh === null ? "null" : `{ every: ${view.refresh.every}, delay: ${view.refresh.delay} }`;
  const values = view.features.map(({ name }) => member("features", name));
  return [
    `export const ${viewName(view.name)}: GeneratedView<${type}Key> = {`,
    `  view: ${quote(view.name)},`,
    `  fingerprint: ${quote(view.fingerprint)},`,
    list(1, "keys: ", view.keys.map(fieldText), ","),
    list(1, "features: ", view.features.map(fieldText), ","),
    `  keyOf: keyOf${type},`,
    ages ? "  expired," : "  expired: () => false,",
    "  values: (row, tau) => {",
    `    const features = read${type}(row, tau);`,
    list(2, "return ", values, ";"),
    "  },",
    `  refresh: ${refresh},`,
    "};",
  ].join("\n");
}

function openText(view: ViewPlan): string {
  return `${indent(1)}const bytes = openRow(row, ${rowSize(view.layout)}, ${quote(view.name)});`;
}

function oldestText(view: ViewPlan): string {
  return `${indent(1)}const oldest = tau - ${view.ttl};`;
}

function placeOf(places: ReadonlyMap<string, SlotPlace>, column: string, view: ViewPlan): SlotPlace {
  const place = places.get(column);
  if (place === undefined)
    throw new Error(`The layout of feature view '${view.name}' has no slot '${column}'.`);
  return place;
}

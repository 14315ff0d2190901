// Plans a feature view: what it reads of each row, over which windows, and how each aggregate is computed.
import type { Expression } from "../ir/expression.ts";
import type { AtomPlan, RowInputPlan, ViewPlan } from "../ir/plan.ts";
import type { Atom, Entity, FeatureView, Rows, Union, Window } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { lagOf } from "../library/lag.ts";
import { layoutOf } from "./layout.ts";
import { strategyOf } from "./strategies.ts";

/** What a view's rows are made of beyond one source's. */
interface Composition {
  readonly union: Union | null;
  readonly rowInputs: readonly RowInputPlan[];
}

export function planView(
  view: FeatureView,
  entity: Pick<Entity, "name" | "keys">,
  source: Rows,
  fingerprint: string,
  composition: Composition,
): ViewPlan {
  const inputs = distinctInputs(view.atoms);
  const windows = distinctWindows(view.atoms);
  const atoms = view.atoms.map((atom): AtomPlan => {
    const strategy = strategyOf(atom);
    return {
      ...atom,
      strategy,
      inputIds: atom.inputs.map((input) => idOf(inputs, inputKey(input))),
      windowId: idOf(windows, windowKey(atom.window)),
      carriesTime: strategy === "latest" && view.ttl !== null,
    };
  });
  return {
    name: view.name,
    fingerprint,
    entity: view.entity,
    source: view.source,
    ...composition,
    keys: view.key.map(({ name, expression }) => ({ name, type: keyType(entity, name), expression })),
    where: view.where,
    eventTime: source.eventTime,
    availableAt: source.availableAt,
    lag: lagOf(source),
    asOf: source.asOf,
    tieBreak: source.tieBreak.map((name) => ({ name, type: columnType(source, name) })),
    inputs: [...inputs.values()],
    windows: [...windows.values()],
    atoms,
    features: view.features,
    refresh: view.refresh,
    ttl: view.ttl,
    layout: layoutOf(atoms),
    description: view.description,
  };
}

/** `x0`, `x1`, ... in the order of their text, which the author's order leaves no trace in. */
function distinctInputs(atoms: readonly Atom[]): ReadonlyMap<string, ViewPlan["inputs"][number]> {
  const byKey = new Map<string, Expression>();
  for (const input of atoms.flatMap(({ inputs }) => inputs)) byKey.set(inputKey(input), input);
  const sorted = [...byKey].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Map(
    sorted.map(([key, expression], index) => [key, { id: `x${index}`, expression, type: expression.type }]),
  );
}

/** `w0`, `w1`, ... from the shortest on; that of all rows is the last. */
function distinctWindows(atoms: readonly Atom[]): ReadonlyMap<string, ViewPlan["windows"][number]> {
  const byKey = new Map(
    atoms.map(({ window: { length, hop, before } }) => {
      const times = { length, hop, before };
      return [windowKey(times), times] as const;
    }),
  );
  const sorted = [...byKey].sort(
    ([, left], [, right]) =>
      lengthOf(left) - lengthOf(right) || left.hop - right.hop || left.before - right.before,
  );
  return new Map(sorted.map(([key, window], index) => [key, { id: `w${index}`, ...window }]));
}

function inputKey(input: Expression): string {
  return JSON.stringify(input);
}

type Times = Omit<Window, "rows">;

function windowKey({ length, hop, before }: Times): string {
  return `${length} ${hop} ${before}`;
}

function lengthOf({ length }: Times): number {
  return length ?? Number.POSITIVE_INFINITY;
}

function idOf(items: ReadonlyMap<string, { readonly id: string }>, key: string): string {
  const item = items.get(key);
  if (item === undefined) throw new Error(`Nothing is planned for ${key}.`);
  return item.id;
}

function keyType(entity: Pick<Entity, "name" | "keys">, name: string): ValueType {
  return typeNamed(entity.keys, name, `Entity '${entity.name}'`);
}

function columnType(source: Rows, name: string): ValueType {
  return typeNamed(source.columns, name, `Source '${source.name}'`);
}

function typeNamed(fields: Entity["keys"], name: string, owner: string): ValueType {
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`${owner} has no '${name}'.`);
  return field.type;
}

// Fingerprints: a hash of what makes a definition's values, each including those that it is built on.
import { createHash } from "node:crypto";
import type { Program, Rows } from "../ir/program.ts";
import { byName } from "./by-name.ts";
import { canonicalJson } from "./canonical-json.ts";
import {
  createRowsAsRead,
  featureViewIdentity,
  modelIdentity,
  requestViewIdentity,
  sourceIdentity,
  trainingSetIdentity,
} from "./identity.ts";

/** Changes when identities are formed differently, so that fingerprints of two algorithms never meet by accident. */
const ALGORITHM = "v1";

type FingerprintOf = (name: string) => string;

export interface Fingerprints {
  readonly source: FingerprintOf;
  readonly featureView: FingerprintOf;
  readonly requestView: FingerprintOf;
  readonly trainingSet: FingerprintOf;
  readonly model: FingerprintOf;
  /** Of a model's own inputs: fitted values of one cannot stand for those of another. */
  readonly modelInputs: FingerprintOf;
  readonly deployment: FingerprintOf;
}

/** 64 hexadecimal digits each; computed when first asked for, once. */
export function createFingerprints(program: Program): Fingerprints {
  const entities = byName(program.entities);
  const rowsAsRead = createRowsAsRead(program);
  const rows = byName<Rows>([...program.sources, ...program.unions]);
  const source = hashed("source", program.sources, sourceIdentity);
  const featureView: FingerprintOf = hashed("feature_view", program.featureViews, (view) =>
    featureViewIdentity(view, entities(view.entity), rowsAsRead, featureView),
  );
  const requestView = hashed("request_view", program.requestViews, (view) =>
    requestViewIdentity(view, featureView),
  );
  const requestViews = new Set(program.requestViews.map(({ name }) => name));
  const view: FingerprintOf = (name) => (requestViews.has(name) ? requestView(name) : featureView(name));
  const trainingSet = hashed("training_set", program.trainingSets, (set) =>
    trainingSetIdentity(set, rowsAsRead, rows(set.spine).columns, view),
  );
  const model = hashed("model", program.models, (item) => modelIdentity(item, trainingSet(item.trainingSet)));
  const modelInputs = hashed("model_inputs", program.models, ({ inputs }) => inputs);
  const deployment = hashed("deployment", program.deployments, ({ model: name, alias }) => ({
    model: model(name),
    alias,
  }));
  return { source, featureView, requestView, trainingSet, model, modelInputs, deployment };
}

function hashed<Item extends { readonly name: string }>(
  kind: string,
  items: readonly Item[],
  identityOf: (item: Item) => unknown,
): FingerprintOf {
  const named = byName(items);
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const preimage = `${ALGORITHM} ${kind} ${canonicalJson(identityOf(named(name)))}`;
    const fingerprint = createHash("sha256").update(preimage).digest("hex");
    known.set(name, fingerprint);
    return fingerprint;
  };
}

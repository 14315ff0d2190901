// A served prediction as its response names it: the version that answered, and the features it was made of.
import type { Program } from "../../compiler/ir/program.ts";
import { parseInstant } from "../../compiler/library/time-text.ts";
import { UserError } from "../user-error.ts";
import { connectView, versionId } from "./add-records.ts";
import type { LineageGraph } from "./graph.ts";

export interface Prediction {
  readonly deployment: string;
  readonly model: { readonly name: string; readonly version: string; readonly run_id: string | null };
  readonly features: Readonly<Record<string, { readonly fingerprint: string; readonly cut?: string | null }>>;
  readonly as_of: string;
}

/** @throws UserError F5902 where the text is no response of a deployment. */
export function parsePrediction(text: string, where: string): Prediction {
  let value: Partial<Prediction> | null = null;
  try {
    value = JSON.parse(text) as Partial<Prediction> | null;
  } catch {
    value = null;
  }
  const { deployment, model, features, as_of } = value ?? {};
  const whole =
    typeof deployment === "string" &&
    typeof model?.name === "string" &&
    typeof model.version === "string" &&
    typeof features === "object" &&
    typeof as_of === "string" &&
    parseInstant(as_of) !== null;
  if (whole) return value as Prediction;
  throw new UserError({
    code: "F5902",
    message: `${where} is not the response of a deployment.`,
    why: "It is JSON that names `deployment`, `model`, `features` and `as_of`, as POST …/predict answers it.",
    hint: "Save the whole response, as in: curl -s … > prediction.json",
  });
}

/** The node's id. */
export function addPrediction(
  graph: LineageGraph,
  program: Program,
  { deployment, model, features, as_of }: Prediction,
): string {
  const id = `prediction/${deployment} as of ${as_of}`;
  const facts = { deployment, version: `${model.name}@${model.version}`, as_of };
  graph.add({ id, kind: "prediction", title: `${deployment} as of ${as_of}`, facts });
  const version = versionId(model.name, model.version);
  if (graph.get(version) === null) {
    const gone = { missing: "this registry has no such version" };
    graph.add({ id: version, kind: "version", title: `${model.name} version ${model.version}`, facts: gone });
  }
  graph.connect(version, id);
  for (const [view, { fingerprint, cut }] of Object.entries(features)) {
    connectView(graph, program, { view, fingerprint, to: id, cut: cut ?? null });
  }
  return id;
}

export interface RebuildFacts {
  readonly commit: string | null;
  /** Of the commit with its changes, the lock and the data: `runs reproduce` has all of them. */
  readonly runId: string | null;
  readonly dataset: string | null;
}

/** What to type to make the same prediction again, a comment before each command. */
export function rebuildCommands(
  { deployment, model, features, as_of }: Prediction,
  { commit, runId, dataset }: RebuildFacts,
): readonly string[] {
  const cuts = Object.entries(features).flatMap(([view, { cut }]) =>
    cut === null || cut === undefined ? [] : [{ view, cut }],
  );
  return [
    ...(commit === null ? [] : [`# the code of version ${model.version}`, `git checkout ${commit}`]),
    ...(dataset === null
      ? []
      : [
          "# the rows that it learnt from, held against their SHA-256",
          `npx bifold data restore ${dataset} -o rebuilt`,
        ]),
    ...(runId === null
      ? []
      : ["# the model, trained again in a clean folder and compared", `npx bifold runs reproduce ${runId}`]),
    "# the features, as of the cuts that answered",
    ...cuts.map(({ view, cut }) => `npx bifold materialize ${view} --to ${cut}`),
    `# the answer: send the request again to ${deployment}`,
    ...(runId === null
      ? []
      : [`npx bifold models promote ${model.name} ${model.version} --why "to repeat a prediction"`]),
    `npx bifold serve --clock ${as_of}`,
  ];
}

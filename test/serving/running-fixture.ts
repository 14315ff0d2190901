// The fixture's generated app on a real port, over a real LMDB store and a real ONNX model.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Value } from "../../compiler/ir/value-type.ts";
import { openModel } from "../../runtime/model/session.ts";
import { encodeTreeEnsemble } from "../../runtime/model/onnx/write-tree-ensemble.ts";
import type { OnlineStore } from "../../runtime/online/contract.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import type { GeneratedDeployment, GeneratedView, LoadedModel } from "../../runtime/serving/contract.ts";
import type { Serving, ServingServices } from "../../runtime/serving/create-serving-app.ts";
import { encodeRowByHand } from "./encode-row.ts";
import { FIXTURE, HOUR } from "./fixture-plan.ts";
import { writeGenerated, type Written } from "./write-generated.ts";

/** The cut of all values: noon of 2001-06-15. */
export const CUT = Date.UTC(2001, 5, 15, 12) * 1_000;
/** A request's own time: five minutes later, before the next cut is due. */
export const TAU = CUT + 5 * 60_000_000;

export const INSTANCE = {
  code: "SFO",
  number: 7,
  flag: true,
  day: "2001-06-15T00:00:00Z",
  at: "2001-06-15T12:30:00Z",
  distance: 337.5,
  wanted: true,
};

export interface Fixture {
  readonly written: Written;
  readonly deployment: GeneratedDeployment;
  readonly store: OnlineStore;
  readonly model: LoadedModel;
  /** What the model answers where `everything__mean_1d` is above 5, and where it is not. */
  readonly above: number;
  readonly below: number;
  createApp(services: ServingServices): Serving;
  /** Fills a view with rows by key. */
  materialize(
    view: string,
    cut: number,
    rows: readonly (readonly [key: object, row: Record<string, Value>])[],
  ): Promise<void>;
}

/** `folder` is the test's own; `name` keeps generated modules of test files apart. */
export async function openFixture(name: string, folder: string): Promise<Fixture> {
  const written = await writeGenerated(name, FIXTURE);
  const { deployments } = await written.import<{ deployments: readonly GeneratedDeployment[] }>(
    "serving/deployments.ts",
  );
  const { createApp } = await written.import<Pick<Fixture, "createApp">>("serving/app.ts");
  const deployment = deployments[0] as GeneratedDeployment;
  const store = await openLmdbStore({ directory: join(folder, "online") });
  const model = await openFixtureModel(deployment, join(folder, "model.onnx"));
  const width = deployment.inputs.length;
  const [above = 0, below = 0] = await model.run(new Float32Array(2 * width).fill(8, 0, 1), 2);
  return {
    written,
    deployment,
    store,
    createApp,
    model,
    above,
    below,
    materialize: async (view, cut, rows) => {
      const generated = deployment.views.find((each) => each.view === view) as GeneratedView;
      const slots = FIXTURE.views.find((each) => each.name === view)?.layout.slots ?? [];
      const writer = await store.begin(generated, cut);
      await writer.write(
        rows.map(([key]) => generated.keyOf(key)),
        rows.map(([, row]) => encodeRowByHand(slots, row)),
      );
      await writer.commit();
    },
  };
}

/** One row for `INSTANCE` in each view. */
export async function materializeInstance({ materialize }: Fixture, cut = CUT): Promise<void> {
  const day = Date.UTC(2001, 5, 15) * 1_000;
  const row = { a0: 8, a1: 2, a3: true, a3_time: cut - HOUR, a6: 1 };
  await materialize("everything", cut, [[{ code: "SFO", number: 7, flag: true, day }, row]]);
  await materialize("plain", cut, [[{ code: "SFO" }, { a0: 2.5 }]]);
}

/** A stump over `everything__mean_1d`: -1 log-odds up to 5 and where it is missing, 1 above. */
async function openFixtureModel(deployment: GeneratedDeployment, file: string): Promise<LoadedModel> {
  const tree = {
    feature: Int32Array.of(0, -1, -1),
    threshold: Float32Array.of(5, 0, 0),
    missingLeft: Uint8Array.of(1, 0, 0),
    left: Int32Array.of(1, 0, 0),
    right: Int32Array.of(2, 0, 0),
    value: Float32Array.of(0, -1, 1),
  };
  const features = deployment.inputs.map(({ name }) => name);
  await writeFile(file, encodeTreeEnsemble({ features, output: "probability", baseValue: 0, trees: [tree] }));
  const session = await openModel({ file, expected: { features: deployment.inputs, output: "probability" } });
  return {
    name: "fixture_model",
    version: "3",
    alias: "champion",
    runId: "run-1",
    trainedOn: Object.fromEntries(
      [...deployment.views, ...deployment.requestViews].map(({ view, fingerprint }) => [view, fingerprint]),
    ),
    run: (batch, rows) => session.run(batch, rows),
  };
}

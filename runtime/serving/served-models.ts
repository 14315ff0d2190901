// Which model version answers for which deployment: published only after it has run once.
import type { GeneratedDeployment, LoadedModel } from "./contract.ts";
import { ServingError } from "./serving-error.ts";

interface ServedModel {
  readonly model: LoadedModel;
  /** The response's `model` object as JSON text, made once. */
  readonly stamp: string;
}

interface Lent extends ServedModel {
  /** Requests at work with it. */
  users: number;
}

export class ServedModels {
  readonly #deployments: ReadonlyMap<string, GeneratedDeployment>;
  readonly #served = new Map<string, Lent>();
  readonly #onError: (error: unknown, route: string) => void;

  constructor(
    deployments: readonly GeneratedDeployment[],
    onError: (error: unknown, route: string) => void = () => {},
  ) {
    this.#onError = onError;
    this.#deployments = new Map(deployments.map((deployment) => [deployment.name, deployment]));
  }

  /**
   * Checks, warms and then publishes a model in one step: requests see the old version or the new one. The old one is
   * closed as soon as the last request that began with it has ended.
   * @throws Error naming the deployment, where it does not exist, or the model does not fit it, or fails to run.
   */
  async publish(name: string, model: LoadedModel): Promise<void> {
    const deployment = this.#deployments.get(name);
    if (deployment === undefined) throw new Error(`There is no deployment '${name}'.`);
    const label = `Model '${model.name}' version ${model.version}`;
    if (model.name !== deployment.model) {
      throw new Error(`${label} is not the model of deployment '${name}', which is '${deployment.model}'.`);
    }
    checkTrainedOn(label, deployment, model);
    checkFitted(label, deployment, model);
    for (const rows of [1, 1, 8]) {
      const output = await model.run(new Float32Array(rows * deployment.inputs.length), rows);
      if (output.length !== rows) {
        throw new Error(
          `${label} answers ${output.length} values of '${deployment.output}' for ${rows} rows, where one a row is served.`,
        );
      }
    }
    const { version, alias, runId } = model;
    const stamp = JSON.stringify({ name: model.name, version, alias, run_id: runId });
    const before = this.#served.get(name);
    this.#served.set(name, { model, stamp, users: 0 });
    if (before?.users === 0) this.#retire(name, before);
  }

  get(deployment: string): ServedModel | null {
    return this.#served.get(deployment) ?? null;
  }

  /**
   * The version that answers now stays in memory until `work` has ended, whatever is published meanwhile.
   * @throws ServingError 503 where nothing was published yet.
   */
  async use<Result>(deployment: string, work: (served: ServedModel) => Promise<Result>): Promise<Result> {
    const served = this.#require(deployment);
    served.users++;
    try {
      return await work(served);
    } finally {
      served.users--;
      if (served.users === 0 && this.#served.get(deployment) !== served) this.#retire(deployment, served);
    }
  }

  async close(): Promise<void> {
    for (const { model } of this.#served.values()) await model.close?.();
  }

  #retire(deployment: string, { model }: ServedModel): void {
    model.close?.().catch((error: unknown) => this.#onError(error, `close a model of ${deployment}`));
  }

  #require(deployment: string): Lent {
    const served = this.#served.get(deployment);
    if (served !== undefined) return served;
    throw new ServingError(
      503,
      "model_not_ready",
      `The model of deployment '${deployment}' is not loaded yet.`,
      {
        retryAfterSeconds: 1,
      },
    );
  }
}

/** Fitted values are of one definition of inputs, and mean nothing in another. */
function checkFitted(
  label: string,
  { name, transform }: GeneratedDeployment,
  { fitted, ...model }: LoadedModel,
): void {
  if (transform?.fingerprint === fitted?.fingerprint) return;
  const has =
    fitted === undefined
      ? "carries no fitted values"
      : `carries values that were fitted for inputs at fingerprint ${fitted.fingerprint}`;
  const serves =
    transform === undefined ? "features as they are" : `inputs at fingerprint ${transform.fingerprint}`;
  throw new Error(
    `${label} does not fit deployment '${name}': the deployment serves ${serves}, and the version ${has}. Run \`bifold train ${model.name}\`.`,
  );
}

/** A model must read the very features that it was trained on. */
function checkTrainedOn(label: string, deployment: GeneratedDeployment, model: LoadedModel): void {
  if (model.trainedOn === undefined) return;
  for (const { view, fingerprint } of [...deployment.views, ...deployment.requestViews]) {
    const trained = model.trainedOn[view];
    if (trained === fingerprint) continue;
    const found = trained === undefined ? "without it" : `on its fingerprint ${trained}`;
    throw new Error(
      `${label} does not fit deployment '${deployment.name}': the deployment serves view '${view}' at fingerprint ${fingerprint}, the model was trained ${found}. Run \`bifold train ${model.name}\`.`,
    );
  }
}

// The part of the client that is the same for every project, as the text that is written below its types.

export const CLIENT_RUNTIME = `export interface ClientOptions {
  /** Such as http://127.0.0.1:8000. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For every call that names none; default 10,000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** A float64 beyond JSON's numbers comes as a word. */
export type Float64 = number | "NaN" | "Infinity" | "-Infinity";

export type FeatureStatus = "FOUND" | "NOT_FOUND" | "OUTSIDE_MAX_AGE";

export interface ModelStamp {
  readonly name: string;
  readonly version: string;
  readonly alias: string | null;
  readonly run_id: string | null;
}

/** Which values of a view were read. */
export interface ViewStamp {
  readonly fingerprint: string;
  /** The instant that the values are cut at. */
  readonly cut: string;
  readonly status: FeatureStatus;
  /** Whether a later cut was due. */
  readonly stale: boolean;
}

export interface BatchViewStamp extends Omit<ViewStamp, "status"> {
  /** By instance. */
  readonly statuses: readonly FeatureStatus[];
}

export interface Answer<Stamps> {
  readonly deployment: string;
  readonly features: Stamps;
  readonly as_of: string;
}

export interface PredictionAnswer<Prediction, View extends string> extends Answer<Record<View, ViewStamp>> {
  readonly prediction: Prediction;
  readonly model: ModelStamp;
}

export interface PredictionsAnswer<Prediction, View extends string>
  extends Answer<Record<View, BatchViewStamp>> {
  readonly predictions: readonly Prediction[];
  readonly model: ModelStamp;
}

export interface ValuesAnswer<Values, View extends string> extends Answer<Record<View, ViewStamp>> {
  readonly values: Values;
}

export interface DeploymentClient<Request, Prediction, Values, View extends string> {
  /** @throws InvalidRequestError, ServiceError, or what fetch throws: no connection, a timeout, an abort. */
  predict(instance: Request, options?: CallOptions): Promise<PredictionAnswer<Prediction, View>>;
  predictBatch(
    instances: readonly Request[],
    options?: CallOptions,
  ): Promise<PredictionsAnswer<Prediction, View>>;
  /** The exact values that a prediction would be made from. */
  features(instance: Request, options?: CallOptions): Promise<ValuesAnswer<Values, View>>;
}

export interface RequestProblem {
  /** A JSON path into the body, such as instances[3].distance. */
  readonly path: string;
  readonly message: string;
}

/** The server answered, but with an error. */
export class ServiceError extends Error {
  override readonly name: string = "ServiceError";
  readonly status: number;
  readonly code: string;
  /** When to try again, where the server said so. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, code: string, message: string, retryAfterSeconds: number | null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Status 422: what is wrong with the request, field by field. */
export class InvalidRequestError extends ServiceError {
  override readonly name = "InvalidRequestError";
  readonly problems: readonly RequestProblem[];

  constructor(code: string, message: string, problems: readonly RequestProblem[]) {
    super(422, code, message, null);
    this.problems = problems;
  }
}

function deploymentClient<Request, Prediction, Values, View extends string>(
  options: ClientOptions,
  name: string,
): DeploymentClient<Request, Prediction, Values, View> {
  return {
    predict: (instance, call) => post(options, \`\${name}/predict\`, instance, call),
    predictBatch: (instances, call) => post(options, \`\${name}/predict\`, { instances }, call),
    features: (instance, call) => post(options, \`\${name}/features\`, instance, call),
  };
}

async function post<Result>(
  options: ClientOptions,
  path: string,
  body: unknown,
  call?: CallOptions,
): Promise<Result> {
  const timeout = AbortSignal.timeout(call?.timeoutMs ?? options.timeoutMs ?? 10_000);
  const send = options.fetch ?? fetch;
  const response = await send(\`\${options.baseUrl.replace(/\\/+$/, "")}/v1/deployments/\${path}\`, {
    method: "POST",
    headers: { "content-type": "application/json", ...options.headers },
    body: JSON.stringify(body),
    signal: call?.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as Result;
  throw errorOf(response, text);
}

interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly problems?: readonly RequestProblem[];
}

function errorOf(response: Response, text: string): ServiceError {
  const { code = "unknown", message = text, problems = [] } = readError(text);
  if (response.status === 422) return new InvalidRequestError(code, message, problems);
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ServiceError(response.status, code, message, Number.isFinite(retryAfter) ? retryAfter : null);
}

/** What stands between, a proxy for one, may answer in its own words. */
function readError(text: string): ErrorBody {
  try {
    return (JSON.parse(text) as { error?: ErrorBody }).error ?? {};
  } catch {
    return {};
  }
}`;

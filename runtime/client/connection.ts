// Which tracking server a trainer speaks to, by its options or its environment.
import { TrackingError } from "./tracking-error.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Connection {
  /** Without a slash at the end. */
  readonly url: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ConnectionOptions {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

/** @throws TrackingError where no server is named, or it is none that speaks HTTP. */
export function connectionOf(options: ConnectionOptions, variables: Variables): Connection {
  const text = firstOf(options.url, variables.BIFOLD_TRACKING_URL, variables.MLFLOW_TRACKING_URI);
  if (text === undefined) {
    throw new TrackingError({
      message:
        "No tracking server is named: start the trainer by `bifold run -- COMMAND`, set BIFOLD_TRACKING_URL " +
        "(or MLFLOW_TRACKING_URI), or give `url`. `npx bifold server` starts one.",
    });
  }
  if (!/^https?:\/\/[^/]/i.test(text)) {
    throw new TrackingError({
      message: `'${text}' is no address of a tracking server: give one such as http://127.0.0.1:5000.`,
    });
  }
  const address = new URL(text);
  const credentials =
    address.username === ""
      ? null
      : `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
  address.username = "";
  address.password = "";
  const authorization = authorizationOf(options.token, credentials, variables);
  return {
    url: `${address.origin}${address.pathname}`.replace(/\/+$/, ""),
    headers: authorization === null ? {} : { authorization },
  };
}

function authorizationOf(
  given: string | undefined,
  credentials: string | null,
  variables: Variables,
): string | null {
  const token = firstOf(given, variables.BIFOLD_TRACKING_TOKEN, variables.MLFLOW_TRACKING_TOKEN);
  if (token !== undefined) return `Bearer ${token}`;
  const { MLFLOW_TRACKING_USERNAME: user = "", MLFLOW_TRACKING_PASSWORD: password = "" } = variables;
  const pair = credentials ?? (user === "" && password === "" ? null : `${user}:${password}`);
  return pair === null ? null : `Basic ${Buffer.from(pair).toString("base64")}`;
}

/** The first that is there and not empty. */
export function firstOf(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined && text !== "");
}

// One route of the app, as data.
import type { Handler } from "./endpoint.ts";

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Counts against the limit of requests in work, and must answer before the deadline. */
  readonly bounded: boolean;
  readonly handler: Handler;
}

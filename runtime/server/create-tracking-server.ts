// The tracking server: MLflow's REST interface over the tracking store, the artifact store and the registry.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { StoreError } from "../database/store-error.ts";
import { mountArtifactProxy } from "./artifact-proxy.ts";
import { type AccessToken, authorize, type Role } from "./authorize.ts";
import { resetForTests } from "./reset-for-tests.ts";
import type { ServerContext } from "./route.ts";
import { routes } from "./routes/index.ts";
import { answerError, unknownRoute } from "./wire/answer-error.ts";
import { Fields } from "./wire/fields.ts";
import { readJson } from "./wire/read-json.ts";
import { writeJson } from "./wire/write-json.ts";

/** Version of the interface that clients are told. */
const INTERFACE_VERSION = "3.0.0";
const PREFIXES = ["/api/2.0", "/ajax-api/2.0"];
const MAX_BODY = 64 * 1024 * 1024;

export interface TrackingServerOptions extends ServerContext {
  /** Who may use it; left out: everyone who can reach it (it is bound to loopback unless told otherwise). */
  readonly tokens?: readonly AccessToken[];
  /** Bytes of the largest artifact taken; default 1 TiB. */
  readonly maxArtifact?: number;
  /** Offers `POST /test/reset`, which empties everything: for conformance suites, never in production. */
  readonly testReset?: boolean;
  /** Told of every failure that is not the client's fault. */
  readonly report: (problem: unknown) => void;
}

export function createTrackingServer(options: TrackingServerOptions): Hono {
  const { tokens, maxArtifact = 2 ** 40, report } = options;
  const app = new Hono();
  const guard = (request: Context, needed: Role): string =>
    tokens === undefined ? "anonymous" : authorize(request.req.header("authorization"), needed, tokens).name;

  app.onError((problem) => answerError(problem, report));
  app.notFound((request) => unknownRoute(request.req.path));
  app.get("/health", (request) => request.text("OK"));
  app.get("/version", (request) => request.text(INTERFACE_VERSION));

  const tooLarge = (): Response => {
    const why = `A request may have ${MAX_BODY} bytes at most: send smaller batches.`;
    return answerError(new StoreError("RESOURCE_EXHAUSTED", why), report);
  };
  for (const prefix of PREFIXES) {
    app.use(`${prefix}/mlflow/*`, bodyLimit({ maxSize: MAX_BODY, onError: tooLarge }));
    mountArtifactProxy(app, prefix, options, { guard, maxArtifact });
    for (const route of routes) {
      app.on(route.method, `${prefix}/mlflow/${route.path}`, async (request) => {
        const actor = guard(request, route.role);
        const fields = new Fields(route.method === "GET" ? queryOf(request) : await bodyOf(request));
        const part = (name: string) => decodeURIComponent(request.req.param(name) ?? "");
        const message = (await route.handle({ fields, part, actor }, options)) ?? {};
        return new Response(writeJson(message), { headers: { "content-type": "application/json" } });
      });
    }
  }
  for (const prefix of ["/api/3.0", "/ajax-api/3.0"]) {
    app.get(`${prefix}/mlflow/server-info`, (request) =>
      request.json({ store_type: "SqlStore", workspaces_enabled: false }),
    );
  }
  if (options.testReset === true) {
    app.post("/test/reset", async (request) => {
      guard(request, "admin");
      await resetForTests(options.metadata, options.now());
      return request.json({});
    });
  }
  return app;
}

/** A name that comes more than once is a list. */
function queryOf(request: Context): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]),
  );
}

async function bodyOf(request: Context): Promise<Record<string, unknown>> {
  const text = await request.req.text();
  const type = request.req.header("content-type") ?? "";
  if (text !== "" && !/^application\/json\b/i.test(type)) {
    throw new StoreError(
      "BAD_REQUEST",
      `Bad Request. Content-Type must be one of ['application/json'], not '${type}'.`,
    );
  }
  const body = readJson(text);
  if (typeof body === "object" && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  // Some clients send the message as a JSON text inside JSON.
  if (typeof body === "string") {
    const inner = readJson(body);
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner))
      return inner as Record<string, unknown>;
  }
  throw new StoreError("BAD_REQUEST", "The request body must be a JSON object.");
}

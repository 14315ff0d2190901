// One route's wrapper: counts, times, bounds and answers; errors become JSON and never show a stack.
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { RouteMetrics } from "./metrics.ts";
import { errorReply, type Reply } from "./reply.ts";
import { ServingError } from "./serving-error.ts";
import type { ServingState } from "./serving-state.ts";

/** `incoming` is node's own request; absent where the app is called without a server. */
export interface ServingEnvironment {
  readonly Bindings: Partial<HttpBindings>;
}
export type ServingContext = Context<ServingEnvironment>;
export type Handler = (context: ServingContext) => Reply | Promise<Reply>;

/** `bounded`: counts against the limit of requests in work, and must answer before the deadline. */
export function endpoint(
  state: ServingState,
  metrics: RouteMetrics,
  bounded: boolean,
  handler: Handler,
): (context: ServingContext) => Promise<Response> {
  const { lifecycle, limits, elapsed, onError } = state;
  return async (context) => {
    const start = elapsed();
    lifecycle.enter();
    let reply: Reply;
    try {
      if (bounded && lifecycle.inFlight > limits.inFlight) throw overloaded(limits.inFlight);
      reply = bounded ? await within(limits.deadlineMs, handler(context)) : await handler(context);
    } catch (error) {
      const known = error instanceof ServingError ? error : internal(error);
      const { cause } = known.details;
      if (known.status === 500 || (known.status > 500 && cause !== undefined)) {
        onError(cause ?? known, `${metrics.method} ${metrics.route}`);
      }
      reply = errorReply(known);
    }
    lifecycle.leave();
    metrics.observe(reply.status, (elapsed() - start) * 1_000);
    const headers: Record<string, string> = { "Content-Type": reply.contentType, ...reply.headers };
    if (lifecycle.draining) headers.Connection = "close";
    return new Response(reply.body, { status: reply.status, headers });
  };
}

function within(milliseconds: number, work: Reply | Promise<Reply>): Reply | Promise<Reply> {
  if (!(work instanceof Promise)) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `No answer within the deadline of ${milliseconds} ms.`;
      reject(new ServingError(504, "deadline_exceeded", message));
    }, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function overloaded(limit: number): ServingError {
  return new ServingError(
    503,
    "overloaded",
    `${limit} requests are in work, which is the limit: try again.`,
    {
      retryAfterSeconds: 1,
    },
  );
}

function internal(cause: unknown): ServingError {
  return new ServingError(500, "internal", "The server failed; its log has the reason.", { cause });
}

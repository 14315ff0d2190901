// Puts a serving app on a port, and takes it off again without dropping a request.
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import type { Serving } from "./create-serving-app.ts";

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Between "not ready" and closing the port, so that load balancers notice; milliseconds, default 0. */
  readonly settleMs?: number;
  /** How long requests in work may take to finish on close; milliseconds, default 10,000. */
  readonly graceMs?: number;
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Stops being ready, answers what is in work, closes. Safe to call twice. */
  close(): Promise<void>;
}

/** @throws Error naming the address and the way out, where it cannot be listened on. */
export async function serve(serving: Serving, options: ServeOptions): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: serving.app.fetch });
  await listen(server, options);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  let closing: Promise<void> | null = null;
  return {
    host: options.host,
    port,
    url: `http://${host}:${port}`,
    close: () => {
      closing ??= drain(serving, server, options.settleMs ?? 0, options.graceMs ?? 10_000);
      return closing;
    },
  };
}

function listen(server: ServerType, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = `port ${port} of ${host}`;
  if (cause.code === "EADDRINUSE") {
    return new Error(
      `Cannot serve: ${place} is in use. Stop what listens there, or choose another with --port.`,
      {
        cause,
      },
    );
  }
  if (cause.code === "EACCES") {
    return new Error(
      `Cannot serve: ${place} needs rights that this user lacks. Choose one above 1023 with --port.`,
      {
        cause,
      },
    );
  }
  return new Error(
    `Cannot serve on ${place}: ${cause.message}. Choose another address with --host and --port.`,
    {
      cause,
    },
  );
}

async function drain(serving: Serving, server: ServerType, settleMs: number, graceMs: number): Promise<void> {
  serving.lifecycle.startDraining();
  if (settleMs > 0) await new Promise((resolve) => setTimeout(resolve, settleMs));
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // Connections that outlive the grace are cut: a client that never reads must not hold the process.
  const timer = setTimeout(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
}

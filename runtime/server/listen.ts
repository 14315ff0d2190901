// Puts the tracking server on a port, of this machine only unless told otherwise.
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { invalid } from "../database/store-error.ts";
import { ensureDefaultExperiment } from "../tracking/experiments.ts";
import { createTrackingServer, type TrackingServerOptions } from "./create-tracking-server.ts";

const KEEP_ALIVE = 120_000;

export interface ListenOptions extends TrackingServerOptions {
  /** Default 127.0.0.1; another address needs tokens. */
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface ListeningServer {
  readonly url: string;
  /** Resolves when the requests under way have been answered. */
  readonly close: () => Promise<void>;
}

export async function listen(options: ListenOptions): Promise<ListeningServer> {
  const { host = "127.0.0.1", port } = options;
  const isLoopback = host === "localhost" || host === "::1" || host.startsWith("127.");
  if (!isLoopback && options.tokens === undefined) {
    throw invalid(`Serving on ${host} would let everyone write: give --tokens FILE, or serve on 127.0.0.1.`);
  }
  await ensureDefaultExperiment(options.metadata, options.now());
  const app = createTrackingServer(options);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address: AddressInfo) => {
      const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
      resolve({
        url: `http://${name}:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeIdleConnections" in server) server.closeIdleConnections();
          }),
      });
    });
    // Longer than clients keep an idle connection, or one may be closed just as the next request is on its way.
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = KEEP_ALIVE;
    server.on("error", reject);
  });
}

// The client of the tracking bench: plain HTTP on kept connections, answers parsed.
import { Agent, request } from "node:http";

export interface TrackingClient {
  readonly post: (path: string, body: object) => Promise<unknown>;
  readonly get: (path: string) => Promise<unknown>;
  /** The id of a new run of the experiment Default. */
  readonly createRun: () => Promise<string>;
}

export function openClient(url: string): TrackingClient {
  const agent = new Agent({ keepAlive: true });
  const ask = (method: string, path: string, body: string | null): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const headers =
        body === null
          ? {}
          : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const sent = request(`${url}/api/2.0/mlflow/${path}`, { method, headers, agent }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("error", reject);
        answer.on("end", () => {
          const text = Buffer.concat(pieces).toString();
          if (answer.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 500)}`));
        });
      });
      sent.on("error", reject);
      sent.end(body ?? undefined);
    });
  const post = (path: string, body: object) => ask("POST", path, JSON.stringify(body));
  return {
    post,
    get: (path) => ask("GET", path, null),
    createRun: async () => {
      const created = (await post("runs/create", { experiment_id: "0", start_time: Date.now() })) as {
        run: { info: { run_id: string } };
      };
      return created.run.info.run_id;
    },
  };
}

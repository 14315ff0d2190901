// A proxy before a tracking server that loses answers: the server has done the work, and the client never learns of it.
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface LossyProxy {
  readonly url: string;
  readonly lost: () => number;
}

/** `loses` is asked for each request, by its number from 0. */
export async function lossyProxy(target: string, loses: (index: number) => boolean): Promise<LossyProxy> {
  let count = 0;
  let lost = 0;
  const server = createServer((incoming, outgoing) => {
    const lose = loses(count++);
    const options = { method: incoming.method ?? "GET", headers: incoming.headers };
    const forward = request(new URL(incoming.url ?? "/", target), options, (answer) => {
      if (lose) {
        lost++;
        answer.resume().on("end", () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on("error", () => outgoing.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, lost: () => lost };
}

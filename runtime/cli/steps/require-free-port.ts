// Finds out before minutes of work whether the port that they lead to can be listened on.
import { createServer } from "node:net";
import { UserError } from "../../user-error.ts";

/** @throws UserError F5602 */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const what = cause.code === "EADDRINUSE" ? "is in use" : `cannot be listened on: ${cause.message}`;
      reject(
        new UserError(
          {
            code: "F5602",
            message: `Port ${port} of ${host} ${what}.`,
            hint: "Stop what listens there, or choose another port with --port.",
          },
          { cause },
        ),
      );
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

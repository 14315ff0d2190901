// A tracking server over the project's own store for as long as some work takes, for this work alone.
import { randomBytes } from "node:crypto";
import { openMetadata } from "../../pipeline/metadata-session.ts";
import type { Project } from "../../project/project.ts";
import { listen } from "../../server/listen.ts";
import { newRunId } from "../../tracking/new-run-id.ts";
import type { Surroundings } from "../invocation.ts";
import type { Screen } from "../views/screen.ts";

export interface LocalServer {
  readonly url: string;
  /** Whoever does not have it, on this machine too, cannot write. */
  readonly token: string;
}

export async function withLocalServer<Result>(
  project: Project,
  { now, variables }: Surroundings,
  screen: Screen,
  work: (server: LocalServer) => Promise<Result>,
): Promise<Result> {
  const session = await openMetadata(project);
  try {
    const token = randomBytes(24).toString("base64url");
    const server = await listen({
      metadata: session.metadata,
      artifacts: session.artifacts,
      now,
      newId: newRunId,
      port: 0,
      tokens: [{ token, role: "writer", name: variables.USER || "bifold run" }],
      report: (problem) => screen.note(String(problem)),
    });
    try {
      return await work({ url: server.url, token });
    } finally {
      await server.close();
    }
  } finally {
    await session.close();
  }
}

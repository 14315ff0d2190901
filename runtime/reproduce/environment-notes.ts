// What is not as it was when a run is repeated: it may explain a difference, and is none by itself.
import os from "node:os";
import type { RunRecord } from "../run/record.ts";

export function environmentNotes({ environment, code }: RunRecord): readonly string[] {
  const { node, host } = environment;
  const pairs: readonly (readonly [string, string, string])[] = [
    ["Node", node, process.version],
    ["the platform", `${host.platform} ${host.arch}`, `${os.platform()} ${os.arch()}`],
    ["the processor", host.cpu, os.cpus()[0]?.model ?? "unknown"],
    ["the number of processors", String(host.cpus), String(os.cpus().length)],
  ];
  const leftOut = code.kind === "git" ? code.leftOut : [];
  return [
    ...pairs
      .filter(([, then, now]) => then !== now)
      .map(([what, then, now]) => `${what} was ${then}, and is ${now}`),
    ...leftOut.map(
      (file) =>
        `${file} was beside the code and was not recorded: it is too large, a secret, a repository of its own, or leads out of the checkout`,
    ),
  ];
}

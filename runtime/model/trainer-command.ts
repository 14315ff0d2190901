// How a trainer file is started: by the command that was declared, or by its extension; else it is executed itself.
import { extname } from "node:path";

export interface TrainerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** `file` is an absolute path, or one relative to the trainer's working directory. */
export function trainerCommand(file: string, declared: readonly string[] = []): TrainerCommand {
  const [command, ...args] = declared;
  if (command !== undefined) return { command, args: [...args, file] };
  switch (extname(file)) {
    case ".ts":
    case ".mts":
      // Resolved here, so that the trainer's working directory needs no tsx of its own.
      return { command: process.execPath, args: ["--import", import.meta.resolve("tsx"), file] };
    case ".js":
    case ".mjs":
      return { command: process.execPath, args: [file] };
    case ".py":
      return { command: "python3", args: [file] };
    default:
      return { command: file, args: [] };
  }
}

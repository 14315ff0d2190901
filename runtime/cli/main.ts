// Starts the command line: this process's arguments, streams and signals in, an exit code out.
import { runCommandLine } from "./run-command-line.ts";
import { listenForInterrupts } from "./signals.ts";

const signal = listenForInterrupts(process, (text) => process.stderr.write(text), Date.now);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  folder: process.cwd(),
  variables: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
  signal,
});

// Starts the command line: this process's arguments, streams and signals in, an exit code out.
import { runCommandLine } from "./run-command-line.ts";
import { listenForInterrupts } from "./signals.ts";

// Whoever read our output, such as `head`, has seen enough: no fault, and the work goes on to its own end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
const signal = listenForInterrupts(process, (text) => process.stderr.write(text), Date.now);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  folder: process.cwd(),
  variables: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
  signal,
});

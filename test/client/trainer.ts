// A trainer that logs and then ends in the way that its argument names; started by the tests of the client.
import { startRun } from "../../runtime/client/index.ts";

const run = await startRun({ experiment: "endings", name: process.argv[2] ?? "" });
console.log(run.runId);
for (let step = 0; step < 250; step++) run.logMetric("loss", 1 / (step + 1), { step });
run.logParam("rate", 0.1);

switch (process.argv[2]) {
  case "exit":
    process.exit(3);
    break;
  case "throw":
    throw new Error("planted");
  case "wait":
    console.log("waiting");
    setInterval(() => {}, 1000);
    break;
  case "fail":
    process.exitCode = 1;
    break;
}

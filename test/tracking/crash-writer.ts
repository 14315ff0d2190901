// Started by the crash test: logs batches for ever and prints a line for each one that is acknowledged.
import { writeSync } from "node:fs";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { logBatch } from "../../runtime/tracking/log-batch.ts";

const [path = "", runId = ""] = process.argv.slice(2);
const metadata = await openSqlite({ path });
for (let batch = 0; ; batch++) {
  const metrics = Array.from({ length: 10 }, (_, i) => ({
    key: "loss",
    value: i,
    step: batch * 10 + i,
    timestamp: batch,
  }));
  await logBatch(metadata, runId, { metrics, params: [{ key: `batch.${batch}`, value: "done" }] });
  writeSync(1, `${batch}\n`);
}

// Runs one statement in a process of its own and prints its CPU and wall seconds, peak resident GB and result.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const { events, labels, steps, sql, memory, spill } = JSON.parse(readFileSync(0, "utf8"));
const instance = await DuckDBInstance.create(":memory:", {
  memory_limit: memory,
  threads: "2",
  temp_directory: spill,
});
const connection = await instance.connect();
await connection.run(`CREATE TEMP VIEW events AS SELECT * FROM read_parquet('${events}')`);
await connection.run(`CREATE TEMP VIEW spine AS SELECT * FROM read_parquet('${labels}')`);
const before = process.cpuUsage();
const start = performance.now();
if (steps !== "") await connection.run(steps);
const reader = await connection.runAndReadAll(sql);
const used = process.cpuUsage(before);
const result = JSON.stringify(reader.getRows().map((row) => row.map(String)));
process.stdout.write(
  JSON.stringify({
    cpu: (used.user + used.system) / 1e6,
    wall: (performance.now() - start) / 1000,
    rss: process.resourceUsage().maxRSS / 1e6,
    result,
  }),
);

// The tracking store keeps its contract on PostgreSQL too.
import { contractOnPostgres } from "../harness/contract-on-postgres.ts";

await contractOnPostgres([
  () => import("./runs.test.ts"),
  () => import("./run-recorder.test.ts"),
  () => import("./artifacts.test.ts"),
  () => import("./sample-history.test.ts"),
  () => import("./search-runs.test.ts"),
]);

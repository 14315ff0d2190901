// The tracking server keeps its contract on PostgreSQL too.
import { contractOnPostgres } from "../harness/contract-on-postgres.ts";

await contractOnPostgres([
  () => import("./mlflow-wire.test.ts"),
  () => import("./artifact-proxy.test.ts"),
  () => import("./access.test.ts"),
  () => import("./faults.test.ts"),
]);

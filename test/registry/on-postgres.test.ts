// The registry keeps its contract on PostgreSQL too.
import { contractOnPostgres } from "../harness/contract-on-postgres.ts";

await contractOnPostgres([() => import("./registry.test.ts")]);

// Parquet files of writers that leave NaN out of their statistics: what is compared with NaN is not decided by other rows.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Source } from "../../compiler/ir/program.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

/**
 * Four rows of user, at, as_of and x = [1, NaN, 2, NaN], whose statistics say 1 to 2, as pyarrow 26 writes them:
 * pq.write_table(pa.table({...}), file, compression="zstd", store_schema=False, use_dictionary=False)
 */
const FILE =
  "UEFSMRUAFTQVNCwVCBUAFQYVBhw2ACgBYRgBYRERAAAAKLUv/SAajQAAWAIAAAAIAQEAAABhAQDoihcVABVMFTosFQgVABUGFQYcGAgAQMbFZn4DABgIAEDGxWZ+AwAWACgIAEDGxWZ+AwAYCABAxsVmfgMAEREAAAAotS/9ICalAABwAgAAAAgBAEDGxWZ+AwABAAOLEhUAFUwVOiwVCBUAFQYVBhwYCACgneN6fgMAGAgAoJ3jen4DABYAKAgAoJ3jen4DABgIAKCd43p+AwAREQAAACi1L/0gJqUAAHACAAAACAEAoJ3jen4DAAEAA4sSFQAVTBVOLBUIFQAVBhUGHBgIAAAAAAAAAEAYCAAAAAAAAPA/FgAoCAAAAAAAAABAGAgAAAAAAADwPxERAAAAKLUv/SAm9QAAsAIAAAAIAQDwPwD4fwBAAAAAAAAA+H8DEAAzbrRGFQQZXDUAGAZzY2hlbWEVCAAVDCUCGAR1c2VyJQBMHAAAABUEJQIYAmF0JRRMjBIcLAAAAAAAFQQlAhgFYXNfb2YlFEyMEhwsAAAAAAAVCiUCGAF4ABYIGRwZTCYAHBUMGSUGABkYBHVzZXIVDBYIFm4WbiYIPDYAKAFhGAFhEREAGRwVABUAFQIAPBYIGQYZJgAIAAAAJgAcFQQZJQYAGRgCYXQVDBYIFsoBFrgBJnY8GAgAQMbFZn4DABgIAEDGxWZ+AwAWACgIAEDGxWZ+AwAYCABAxsVmfgMAEREAGRwVABUAFQIAPCkGGSYACAAAACYAHBUEGSUGABkYBWFzX29mFQwWCBbKARa4ASauAjwYCACgneN6fgMAGAgAoJ3jen4DABYAKAgAoJ3jen4DABgIAKCd43p+AwAREQAZHBUAFQAVAgA8KQYZJgAIAAAAJgAcFQoZJQYAGRgBeBUMFggWygEWzAEm5gM8GAgAAAAAAAAAQBgIAAAAAAAA8D8WACgIAAAAAAAAAEAYCAAAAAAAAPA/EREAGRwVABUAFQIAPCkGGSYACAAAABbMBRYIJggWqgUAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlMHAAAHAAAHAAAHAAAAOcBAABQQVIx";

const file = path.join(temporaryFolder(), "nan.parquet");
let engine: OfflineEngine;
beforeAll(async () => {
  writeFileSync(file, Buffer.from(FILE, "base64"));
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

const FLOAT64 = { kind: "float64", nullable: false } as const;

test("in a source", async () => {
  const timestamp = { kind: "timestamp", nullable: false } as const;
  const source: Source = {
    name: "rows",
    format: "parquet",
    path: file,
    columns: [
      { name: "at", type: timestamp },
      { name: "x", type: FLOAT64 },
    ],
    eventTime: { kind: "input", path: ["at"], type: timestamp },
  } as unknown as Source;
  await engine.registerSource(source, "/");
  const found = await rowsOf(engine.stream('SELECT x < 1000e0 AS "below" FROM "rows"'));
  expect(found.map(({ below }) => below)).toEqual([true, false, true, false]);
});

test("in a spine, whose other columns are kept", async () => {
  await engine.spineFromFile(file, [{ name: "x", type: FLOAT64 }]);
  const found = await rowsOf(engine.stream("SELECT x < 1000e0 AS below FROM spine"));
  expect(found.map(({ below }) => below)).toEqual([true, false, true, false]);
});

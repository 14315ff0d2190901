// What is generated into the library is what its sources say now: kernels as TypeScript, letter case as DuckDB has it.
import { expect, test } from "vitest";
import { emitKernels } from "../../compiler/library/kernels/emit.ts";
import { openDatabase } from "./database.ts";
import { functionsPage } from "./functions-page.ts";
import { letterCaseTable } from "./letter-case-table.ts";
import { timeZoneTable } from "./time-zone-table.ts";
import { zoneNamesModule } from "./zone-names.ts";

test("kernels/generated.ts is current (npx vitest run test/parity/generated -u writes it)", async () => {
  await expect(emitKernels()).toMatchFileSnapshot("../../compiler/library/kernels/generated.ts");
});

test("tables/letter-case.ts is that of the pinned DuckDB", async () => {
  const table = await letterCaseTable(await openDatabase());
  await expect(table).toMatchFileSnapshot("../../compiler/library/tables/letter-case.ts");
});

test("tables/time-zones.ts is that of the pinned DuckDB", async () => {
  const table = await timeZoneTable(await openDatabase());
  await expect(table).toMatchFileSnapshot("../../compiler/library/tables/time-zones.ts");
}, 120_000);

test("the language's names of zones are those of the table", async () => {
  await expect(zoneNamesModule()).toMatchFileSnapshot("../../compiler/language/zone-names.ts");
});

test("docs/functions.md says what the library says", async () => {
  await expect(functionsPage()).toMatchFileSnapshot("../../docs/functions.md");
});

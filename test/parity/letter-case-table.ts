// The letter case of every character, asked of DuckDB and written as runs.
import type { DuckDBConnection } from "@duckdb/node-api";

const WIDTH = 110;

interface Run {
  readonly first: number;
  last: number;
  step: number;
  readonly by: number;
}

/** The text of compiler/library/tables/letter-case.ts. */
export async function letterCaseTable(connection: DuckDBConnection): Promise<string> {
  const lower = await readRuns(connection, "lower");
  const upper = await readRuns(connection, "upper");
  return [
    "// Letter case in DuckDB, by runs of first and last code point, step, and distance: written by test/parity/generated.",
    "",
    printRuns("TO_LOWER", lower),
    printRuns("TO_UPPER", upper),
  ].join("\n");
}

async function readRuns(connection: DuckDBConnection, name: string): Promise<readonly Run[]> {
  const reader = await connection.runAndReadAll(`
    SELECT c, unicode(${name}(chr(c))) FROM (SELECT c::INTEGER AS c FROM range(1, 1114112) AS t(c))
    WHERE NOT c BETWEEN 55296 AND 57343 AND ${name}(chr(c)) <> chr(c) ORDER BY c`);
  const runs: Run[] = [];
  for (const [from, to] of reader.getRows()) {
    const code = Number(from);
    const by = Number(to) - code;
    const run = runs.at(-1);
    const step = run === undefined ? 0 : code - run.last;
    const isFresh = run?.first === run?.last;
    if (run?.by === by && (isFresh ? step <= 2 : step === run.step)) {
      run.last = code;
      run.step = step;
    } else {
      runs.push({ first: code, last: code, step: 1, by });
    }
  }
  return runs;
}

/** Numbers fill lines as the formatter fills them. */
function printRuns(name: string, runs: readonly Run[]): string {
  const lines: string[] = [];
  let line = " ";
  for (const number of runs.flatMap(({ first, last, step, by }) => [first, last, step, by])) {
    if (line.length + ` ${number},`.length > WIDTH) {
      lines.push(line);
      line = " ";
    }
    line += ` ${number},`;
  }
  return `export const ${name}: readonly number[] = [\n${[...lines, line].join("\n")}\n];\n`;
}

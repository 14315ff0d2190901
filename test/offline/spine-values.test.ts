// Values of a spine's file: taken as the ones that they are, whatever type holds them, or refused with their place.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Field, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { parseInstant } from "../../compiler/library/time-text.ts";
import type { OfflineEngine, SpineField } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { UserError } from "../../runtime/user-error.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const folder = temporaryFolder();
let connection: DuckDBConnection;
let engine: OfflineEngine;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET TimeZone = 'UTC'");
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

type Kind = ValueType["kind"];
const NOON = 1_704_110_400_000_000;

let files = 0;
async function ask(kind: Kind, file: string, name = "x"): Promise<readonly (Value | undefined)[]> {
  const fields = name === "as_of" ? [] : [{ name, type: { kind, nullable: false } }];
  await engine.spineFromFile(file, fields);
  return (await rowsOf(engine.stream(`SELECT ${name} FROM spine ORDER BY row_id`))).map((row) => row[name]);
}

/** As a column of a Parquet file, of SQL values. */
async function parquet(kind: Kind, values: readonly string[], name = "x") {
  const file = path.join(folder, `${files++}.parquet`);
  const asOf = name === "as_of" ? "" : ", make_timestamp(0) AS as_of";
  const rows = values.map((value, index) => `SELECT ${index} AS n, ${value} AS ${name}${asOf}`);
  await connection.run(
    `COPY (SELECT * EXCLUDE (n) FROM (${rows.join(" UNION ALL ")}) ORDER BY n) TO '${file}'`,
  );
  return ask(kind, file, name);
}

/** As a column of a CSV file, of texts. */
async function csv(kind: Kind, texts: readonly string[], name = "x") {
  const file = path.join(folder, `${files++}.csv`);
  const head = name === "as_of" ? "other,as_of" : `as_of,${name}`;
  writeFileSync(file, `${head}\n${texts.map((text) => `2024-01-01,${text}`).join("\n")}\n`);
  return ask(kind, file, name);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { code, message, hint } = error as UserError;
  return `${code} ${message} ${hint}`;
}

const texts = (values: readonly string[]): readonly string[] => values.map((value) => `'${value}'`);

describe("text that spells an instant", () => {
  const SAME: readonly (readonly [string, number])[] = [
    ["2024-01-01T12:00:00+02:00", NOON - 7_200_000_000],
    ["2024-01-01T12:00:00Z", NOON],
    ["2024-01-01 12:00:00.000001-05:30", NOON + 19_800_000_001],
    ["2024-01-01T12:00+02:00", NOON - 7_200_000_000],
    ["2024-01-01 12:00", NOON],
    ["2024-01-01", NOON - 43_200_000_000],
  ];
  const spelt = SAME.map(([text]) => text);
  const instants = SAME.map(([, instant]) => instant);

  test.each(["as_of", "x"])("is the same in Parquet, CSV and requests, in column %s", async (name) => {
    expect(spelt.map(parseInstant)).toEqual(instants);
    expect(await parquet("timestamp", texts(spelt), name)).toEqual(instants);
    expect(await csv("timestamp", spelt, name)).toEqual(instants);
  });

  test("may have a zone of hours alone, as databases write it", async () => {
    const hours = ["2024-01-01 12:00:00+00", "2024-01-01 12:00:00.5-05", "2024-01-01 12:00+01"];
    expect(await csv("timestamp", hours)).toEqual([NOON, NOON + 18_000_500_000, NOON - 3_600_000_000]);
  });

  test.each([
    "1/2/2024",
    "20240101",
    "2024-02-30",
    "2024-01-01T24:00:00Z",
    "2024-01-01T12:00:00+24:00",
    "2024-01-01T12:00:00.1234567Z",
    "2024-01-01T12:00:00 Europe/Berlin",
    "noon",
    "infinity",
  ])("%s spells none", async (text) => {
    const says = `first in row 2: '${text}'. Write ISO 8601`;
    const both = ["2024-01-01", text];
    expect(await refusal(parquet("timestamp", texts(both), "as_of"))).toContain(says);
    expect(await refusal(csv("timestamp", both, "as_of"))).toMatch(
      /^F5012 The spine .*\.csv has values that its columns cannot hold: column 'as_of' is no instant in 1 of 2 rows, first in row 2: /,
    );
  });

  test.each(["9999-12-31", "1600-01-01T00:00:00Z"])("%s is out of range, as in sources", async (text) => {
    expect(await refusal(parquet("timestamp", texts([text]), "as_of"))).toContain("is out of range");
    expect(await refusal(parquet("timestamp", [`'${text}'::TIMESTAMP`], "as_of"))).toMatch(
      /column 'as_of' is out of range in 1 of 1 rows, first in row 1: '.*1684 and 2255/,
    );
  });
});

describe("instants of other types", () => {
  test.each([
    ["'2024-01-01 12:00:00'::TIMESTAMP_NS", NOON],
    ["'2024-01-01 12:00:00'::TIMESTAMP_MS", NOON],
    ["'2024-01-01 12:00:00'::TIMESTAMP_S", NOON],
    ["'2024-01-01 14:00:00+02'::TIMESTAMPTZ", NOON],
    ["'2024-01-01'::DATE", NOON - 43_200_000_000],
  ])("%s", async (value, instant) => {
    expect(await parquet("timestamp", [value, "NULL"], "as_of")).toEqual([instant, null]);
  });

  test.each([
    ["'2024-01-01 12:00:00.000000001'::TIMESTAMP_NS", "has digits beyond the microsecond"],
    ["'infinity'::TIMESTAMP", "is out of range"],
    ["'200000-01-01'::DATE", "is out of range"],
    ["'2024-01-01 12:00:00'::TIME", "is t.timestamp but holds TIME"],
    ["1704110400::BIGINT", "is t.timestamp but holds BIGINT"],
  ])("not %s", async (value, says) => {
    expect(await refusal(parquet("timestamp", [value], "as_of"))).toContain(says);
  });
});

describe("whole numbers", () => {
  test("of any type that holds them", async () => {
    for (const value of ["2::DOUBLE", "2.00::DECIMAL(9,2)", "2::HUGEINT", "2::UBIGINT", "'2'", "'2.0'"]) {
      expect(await parquet("int64", [value, "NULL"])).toEqual([2, null]);
    }
    const most = Number.MAX_SAFE_INTEGER;
    expect(await parquet("int64", [`'${most}.0'`, `(${-most})::HUGEINT`])).toEqual([most, -most]);
    expect(await csv("int64", ["007", " 5", "-1.0", "+3", ""])).toEqual([7, 5, -1, 3, null]);
  });

  test.each([
    "1.5::DOUBLE",
    "'NaN'::DOUBLE",
    "'inf'::DOUBLE",
    "9007199254740992::DOUBLE",
    "2.50::DECIMAL(9,2)",
    "18446744073709551615::UBIGINT",
    "'2.5'",
    "'1e3'",
    "'9007199254740993'",
    "'one'",
    "''",
  ])("not %s", async (value) => {
    expect(await refusal(parquet("int64", [value]))).toMatch(
      /^F5012 .*'x' is no whole number up to 2\^53 - 1 either way in 1 of 1 rows, first in row 1: '/,
    );
  });

  test("not beyond 2^53 - 1, where a key would look up its neighbour", async () => {
    expect(await refusal(parquet("int64", ["1::BIGINT", "9007199254740993::BIGINT"]))).toMatch(
      /column 'x' is out of range in 1 of 2 rows, first in row 2: '9007199254740993'/,
    );
  });

  test("not of FLOAT, which has rounded them already", async () => {
    expect(await refusal(parquet("int64", ["1::FLOAT"]))).toContain("column 'x' is t.int64 but holds FLOAT");
  });
});

describe("other numbers, texts and truths", () => {
  test("a double is the one nearest to what is written", async () => {
    const digits = "12345678901234567.89";
    expect(await parquet("float64", [`${digits}::DECIMAL(38,20)`])).toEqual([Number(digits)]);
    expect(await parquet("float64", ["123456789012345678901234567::HUGEINT"])).toEqual(
      [123456789012345678901234567n].map(Number),
    );
    expect(await csv("float64", [digits, "nan", "-inf", "1e3", ".5"])).toEqual([
      Number(digits),
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      1000,
      0.5,
    ]);
    for (const text of ["1e999", "1_000", "x", "1,5"]) {
      expect(await refusal(parquet("float64", [`'${text}'`]))).toContain(
        `is no number in 1 of 1 rows, first in row 1: '${text}'`,
      );
    }
  });

  test("a text of a CSV file is as it is written", async () => {
    const written = ["1.50", "TRUE", "1e3", "12:30", "2024-01-01", " a", "0x10", "nan", "NULL"];
    for (const text of written) expect(await csv("string", [text])).toEqual([text]);
  });

  test("a text is none of a number with a point, nor of a truth", async () => {
    expect(await refusal(parquet("string", ["1.0::DOUBLE"]))).toContain("is t.string but holds DOUBLE");
    expect(await refusal(parquet("string", ["true"]))).toContain("is t.string but holds BOOLEAN");
  });

  test("a truth is a word", async () => {
    expect(await csv("bool", ["true", "False", "t", "no"])).toEqual([true, false, true, false]);
    expect(await refusal(csv("bool", ["true", "2"]))).toContain("is neither true nor false in 1 of 2 rows");
    expect(await refusal(parquet("bool", ["1::INTEGER"]))).toContain("is t.bool but holds INTEGER");
  });

  test("every column at fault is named", async () => {
    const file = path.join(folder, "both.csv");
    writeFileSync(file, "as_of,x\nsoon,1.5\n");
    expect(await refusal(ask("int64", file))).toMatch(/'as_of' is no instant .*; column 'x' is no whole/);
  });

  test("a line that is broken below those that are looked at first is named", async () => {
    const file = path.join(folder, "long.csv");
    const line = "2024-01-01,1,5\n";
    writeFileSync(file, `as_of,x,kept\n${line.repeat(30_000)}2024-01-01,1,5,6\n`);
    expect(await refusal(ask("int64", file))).toMatch(
      /^F5006 The file of the spine .*Line: 30002; .*Expected Number of Columns: 3 Found: 4/,
    );
  });
});

describe("a null", () => {
  const text: Field = { name: "who", type: { kind: "string", nullable: false } };
  const asked = (required: boolean): readonly SpineField[] => [
    text,
    { name: "amount", type: { kind: "float64", nullable: false }, required },
    { name: "tags", type: { kind: "list", nullable: false, element: text.type }, required },
  ];
  const spine = async (...rows: readonly string[]): Promise<string> => {
    const file = path.join(folder, `${files++}.parquet`);
    const values = rows.map((row, index) => `(${index}, make_timestamp(0), ${row})`).join(", ");
    await connection.run(
      `COPY (SELECT * EXCLUDE (n) FROM (VALUES ${values}) v(n, as_of, who, amount, tags) ORDER BY n) TO '${file}'`,
    );
    return file;
  };
  const ROWS = ["NULL, 1.5, ['a']", "'b', NULL, ['b']", "'c', NULL, NULL::VARCHAR[]"];

  test("of what a request must carry is refused with its column and first row", async () => {
    expect(await refusal(engine.spineFromFile(await spine(...ROWS), asked(true)))).toMatch(
      /^F5012 The spine .* column 'amount' is null in 2 of 3 rows, first in row 2; column 'tags' is null in 1 of 3 rows, first in row 3\. .*declare the request's field t\.float64\.nullable\(\)\./,
    );
    const file = path.join(folder, "nulls.csv");
    writeFileSync(file, "as_of,who,amount\n2024-01-01,a,1\n2024-01-01,b,\n2024-01-01,c,x\n");
    expect(await refusal(engine.spineFromFile(file, asked(true).slice(0, 2)))).toMatch(
      /column 'amount' is null in 1 of 3 rows, first in row 2; column 'amount' is no number in 1 of 3 rows, first in row 3: 'x'/,
    );
  });

  test("of a key, or of what a request may leave out, is none of a fault", async () => {
    expect(await engine.spineFromFile(await spine(...ROWS), asked(false))).toEqual({ rows: 3 });
    expect(await engine.spineFromFile(await spine("NULL, 1.5, ['a']"), asked(true))).toEqual({ rows: 1 });
  });
});

describe("columns that nothing asks for are kept as they are", () => {
  const kept = async (file: string): Promise<unknown> => {
    await engine.spineFromFile(file, [{ name: "x", type: { kind: "int64", nullable: false } }]);
    const columns =
      "zip, day, flag, typeof(zip) AS zip_type, typeof(day) AS day_type, typeof(flag) AS flag_type";
    return rowsOf(engine.stream(`SELECT ${columns} FROM spine ORDER BY row_id`));
  };

  test("in CSV files, as texts", async () => {
    const file = path.join(folder, "kept.csv");
    writeFileSync(file, 'as_of,zip,day,x,flag\n2024-01-01,007,1/2/2024,1,TRUE\n2024-01-01,1.50,"a, b",2,\n');
    const types = { zip_type: "VARCHAR", day_type: "VARCHAR", flag_type: "VARCHAR" };
    expect(await kept(file)).toEqual([
      { zip: "007", day: "1/2/2024", flag: "TRUE", ...types },
      { zip: "1.50", day: "a, b", flag: null, ...types },
    ]);
  });

  test("in Parquet files, in their own types", async () => {
    const file = path.join(folder, "kept.parquet");
    await connection.run(
      `COPY (SELECT make_timestamp(0) AS as_of, 7 AS zip, TIMESTAMP '2024-01-01 12:00:00' AS day, 1 AS x, true AS flag) TO '${file}'`,
    );
    const types = { zip_type: "INTEGER", day_type: "TIMESTAMP", flag_type: "BOOLEAN" };
    expect(await kept(file)).toEqual([{ zip: 7, day: NOON, flag: true, ...types }]);
  });
});

test("keys of a spine of values may hold NUL, quotes and line ends", async () => {
  const keys = ["a\0b", "\0", "it's", "a\nb\r\u2028", ""];
  await engine.spineFromValues([{ name: "x", type: { kind: "string", nullable: false } }], [keys], 0);
  const rows = await rowsOf(engine.stream("SELECT x FROM spine ORDER BY row_id"));
  expect(rows.map(({ x }) => x)).toEqual(keys);
});

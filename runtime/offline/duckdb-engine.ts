// DuckDB as the offline engine: embedded, bounded in memory, one statement at a time.
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Source } from "../../compiler/ir/program.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { splitScript } from "../../compiler/library/script.ts";
import type { Batch, OfflineEngine, RunOptions, SourceInfo, SpineField } from "./contract.ts";
import { brokenLine } from "./file-columns.ts";
import { readBatch } from "./read-batch.ts";
import { registerSource } from "./register-source.ts";
import { openSpillFolder, removeSpillFolder } from "./spill-folder.ts";
import { raised } from "./raised.ts";
import { spineFromFileSql, spineFromQuerySql, spineFromValuesSql } from "./spine.ts";
import { identifier, literal } from "./sql-text.ts";

export interface DuckDbOptions {
  /** DuckDB's own limit, such as "2GB"; the process takes a few hundred MB more. */
  readonly memoryLimit: string;
  readonly threads: number;
  /** Folder under which each process keeps what does not fit; null: nothing spills. */
  readonly spill: string | null;
}

const PROGRESS_EVERY_MS = 200;

export async function openDuckDb(options: DuckDbOptions): Promise<OfflineEngine> {
  const spill = options.spill === null ? null : await openSpillFolder(options.spill);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: options.memoryLimit,
    threads: String(options.threads),
    ...(spill === null ? {} : { temp_directory: spill }),
  });
  const connection = await instance.connect();
  // What the two faces' agreement rests on, said rather than hoped for.
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run("SET GLOBAL preserve_insertion_order = true");
  await connection.run("SET GLOBAL ieee_floating_point_ops = true");
  await connection.run("SET GLOBAL integer_division = false");
  await connection.run("SET GLOBAL default_collation = ''");
  return new DuckDbEngine(instance, connection, spill);
}

/** Without dictionaries: in the engine's, 0 and -0 are one value, and the one that comes first is written for both. */
const PARQUET = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1";

class DuckDbEngine implements OfflineEngine {
  readonly kind = "duckdb";
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #spill: string | null;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, spill: string | null) {
    this.#instance = instance;
    this.#connection = connection;
    this.#spill = spill;
  }

  registerSource(source: Source, root: string): Promise<SourceInfo> {
    return registerSource(this.#connection, source, root);
  }

  async spineFromQuery(sql: string, options: RunOptions = {}): Promise<{ readonly rows: number }> {
    try {
      await this.#run(spineFromQuerySql(await this.#prepare(sql, options)), options);
    } finally {
      await this.#dropSteps();
    }
    return { rows: await this.#spineRows() };
  }

  async spineFromFile(
    file: string,
    columns: readonly SpineField[],
    options: RunOptions = {},
  ): Promise<{ readonly rows: number }> {
    try {
      await this.#run(await spineFromFileSql(this.#connection, file, columns), options);
    } catch (error) {
      throw brokenLine(error, `the spine ${file}`);
    }
    return { rows: await this.#spineRows() };
  }

  async spineFromValues(
    columns: readonly Field[],
    values: readonly (readonly Value[])[],
    asOf: number,
  ): Promise<void> {
    await this.#connection.run(spineFromValuesSql(columns, values, asOf));
  }

  async *stream(
    sql: string,
    parameters: Readonly<Record<string, number>> = {},
    options: RunOptions = {},
  ): AsyncIterable<Batch> {
    const values = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, BigInt(value)]),
    );
    const stop = this.#watch(options);
    try {
      const result = await this.#connection.stream(await this.#prepare(sql, options), values);
      const names = result.columnNames();
      for (;;) {
        options.signal?.throwIfAborted();
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield readBatch(chunk, names);
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      throw raised(error);
    } finally {
      stop();
      await this.#dropSteps();
    }
  }

  async writeParquet(
    sql: string,
    file: string,
    options: RunOptions = {},
  ): Promise<{ readonly rows: number }> {
    await mkdir(path.dirname(file), { recursive: true });
    const beside = `${file}.partial`;
    try {
      const select = await this.#prepare(sql, options);
      const result = await this.#run(`COPY (\n${select}\n) TO ${literal(beside)} (${PARQUET})`, options);
      await rename(beside, file);
      return { rows: Number(result.rowsChanged) };
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    } finally {
      await this.#dropSteps();
    }
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    if (this.#spill !== null) removeSpillFolder(this.#spill);
  }

  async #run(sql: string, options: RunOptions) {
    options.signal?.throwIfAborted();
    const stop = this.#watch(options);
    try {
      return await this.#connection.run(sql);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw raised(error);
    } finally {
      stop();
    }
  }

  /** Runs a script's steps, telling progress over all of them; returns the statement that gives the result. */
  async #prepare(sql: string, { signal, onProgress }: RunOptions): Promise<string> {
    const script = splitScript(sql);
    if (script.steps === "") return script.result;
    try {
      const steps = await this.#connection.extractStatements(script.steps);
      for (let index = 0; index < steps.count; index++) {
        signal?.throwIfAborted();
        const statement = await steps.prepare(index);
        await statement.run();
        statement.destroySync();
        onProgress?.((index + 1) / (steps.count + 1));
      }
    } catch (error) {
      throw raised(error);
    }
    return script.result;
  }

  /** What a script leaves behind: every step's name holds a double underscore, which no source's may. */
  async #dropSteps(): Promise<void> {
    const reader = await this.#connection.runAndReadAll(
      `SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary AND contains(table_name, '__')
       UNION ALL SELECT 'VIEW', view_name FROM duckdb_views() WHERE temporary AND contains(view_name, '__')`,
    );
    for (const [kind, name] of reader.getRows())
      await this.#connection.run(`DROP ${kind} IF EXISTS ${identifier(String(name))}`);
  }

  /** Reports progress and passes an abort on to the engine while a statement runs. */
  #watch({ signal, onProgress }: RunOptions): () => void {
    const interrupt = (): void => this.#connection.interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    const timer =
      onProgress === undefined
        ? undefined
        : setInterval(() => {
            const { percentage } = this.#connection.progress;
            if (percentage >= 0) onProgress(Math.min(1, percentage / 100));
          }, PROGRESS_EVERY_MS);
    return () => {
      clearInterval(timer);
      signal?.removeEventListener("abort", interrupt);
    };
  }

  async #spineRows(): Promise<number> {
    const reader = await this.#connection.runAndReadAll("SELECT count(*) FROM spine");
    return Number(reader.getRows()[0]?.[0] ?? 0);
  }
}

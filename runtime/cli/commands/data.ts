// `bifold data`: the snapshots of training sets and source files: listed, compared, brought back, checked.
import path from "node:path";
import type { Command } from "commander";
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { bytes, count, instant, integer } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";
import { tableLines } from "../views/table.ts";

type Options = EnvironmentOption & JsonOption;

export function addData(site: CommandSite): void {
  const data = site.program
    .command("data")
    .description("list, compare, restore and verify snapshots of training sets and source files");
  addList(site, data);
  addShow(site, data);
  addDiff(site, data);
  addSnapshot(site, data);
  addRestore(site, data);
  addVerify(site, data);
}

function subcommand(data: Command, usage: string, description: string, ...lines: readonly string[]): Command {
  return data
    .command(usage)
    .description(description)
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples(...lines));
}

function addList({ surroundings, run }: CommandSite, data: Command): void {
  subcommand(data, "list", "every snapshot, the newest of each name first", "data list").action(
    (options: Options) =>
      run(options, async (screen) => {
        const { listSnapshots } = await import("../../snapshots/snapshot.ts");
        const { snapshotValue } = await import("../views/snapshots.ts");
        const snapshots = await listSnapshots(await projectOf(surroundings, options));
        screen.result(snapshots.map(snapshotValue));
        if (snapshots.length === 0) screen.line("There are no snapshots yet.");
        const rows = snapshots.map((snapshot) => [
          snapshot.kind,
          snapshot.id,
          snapshot.kind === "source" ? "" : integer(snapshot.dataset.manifest.rows),
          bytes(snapshot.bytes),
          instant(snapshot.takenAt * 1000).slice(0, 19),
          snapshot.kind === "source"
            ? snapshot.manifest.path
            : snapshot.dataset.manifest.fingerprint.slice(0, 12),
        ]);
        if (rows.length > 0) {
          const head = ["kind", "id", "rows", "size", "taken", "definition or file"];
          for (const line of tableLines([head, ...rows], [2, 3])) screen.line(line);
        }
        return 0;
      }),
  );
}

function addShow({ surroundings, run }: CommandSite, data: Command): void {
  subcommand(data, "show <snapshot>", "what a snapshot was made from", "data show late_training").action(
    (text: string, options: Options) =>
      run(options, async (screen) => {
        const { requireSnapshot } = await import("../../snapshots/find-snapshot.ts");
        const { runsOfDataset } = await import("../steps/list-runs.ts");
        const { snapshotLines, snapshotValue } = await import("../views/snapshots.ts");
        const project = await projectOf(surroundings, options);
        const snapshot = await requireSnapshot(project, text);
        const runs = snapshot.kind === "source" ? [] : await runsOfDataset(project, snapshot.id);
        screen.result({ ...snapshotValue(snapshot), runs });
        for (const line of snapshotLines(snapshot)) screen.line(line);
        for (const runId of runs) screen.line(`  run         ${runId}`);
        return 0;
      }),
  );
}

function addDiff({ surroundings, run }: CommandSite, data: Command): void {
  subcommand(
    data,
    "diff <before> <after>",
    "rows, columns, values, definitions and sources that differ; exit with 2 where any does",
    "data diff late_training-1f0c late_training",
  ).action((before: string, after: string, options: Options) =>
    run(options, async (screen) => {
      const { dataDiffStep } = await import("../steps/data-diff-step.ts");
      const { dataDiffLines } = await import("../views/data-diff.ts");
      const project = await projectOf(surroundings, options);
      const progress = screen.progress("compare");
      progress.update(null, `${before} and ${after}`);
      const diff = await dataDiffStep(project, before, after);
      screen.result(diff);
      for (const line of dataDiffLines(diff)) screen.line(line);
      return diff.identical ? 0 : 2;
    }),
  );
}

function addSnapshot({ surroundings, run }: CommandSite, data: Command): void {
  subcommand(
    data,
    "snapshot <source>",
    "keep a copy of a declared source's file, or of any file",
    "data snapshot flights",
    "data snapshot data/labels.csv",
  ).action((name: string, options: Options) =>
    run(options, async (screen) => {
      const { snapshotStep } = await import("../steps/snapshot-step.ts");
      const { snapshotValue } = await import("../views/snapshots.ts");
      const project = await projectOf(surroundings, options);
      const { snapshot, skipped } = await snapshotStep(project, surroundings, name);
      screen.result({ ...snapshotValue(snapshot), skipped });
      showStep(screen, { name: "snapshot", text: `${snapshot.id}, ${bytes(snapshot.bytes)}`, skipped });
      return 0;
    }),
  );
}

function addRestore({ surroundings, run }: CommandSite, data: Command): void {
  subcommand(
    data,
    "restore <snapshot>",
    "copy a snapshot's files into a folder; refused where they are damaged",
    "data restore late_training-1f0c -o old",
  )
    .requiredOption("-o, --output <folder>", "where to put them")
    .action((text: string, options: Options & { readonly output: string }) =>
      run(options, async (screen) => {
        const { requireSnapshot } = await import("../../snapshots/find-snapshot.ts");
        const { restoreSnapshot } = await import("../../snapshots/restore-snapshot.ts");
        const snapshot = await requireSnapshot(await projectOf(surroundings, options), text);
        const folder = path.resolve(surroundings.folder, options.output);
        const file = await restoreSnapshot(snapshot, folder, surroundings.signal);
        screen.result({ id: snapshot.id, file, sha256: snapshot.sha256 });
        showStep(screen, {
          name: "restore",
          text: `${snapshot.id} in ${options.output}, its SHA-256 is right`,
        });
        return 0;
      }),
    );
}

function addVerify({ surroundings, run }: CommandSite, data: Command): void {
  subcommand(
    data,
    "verify",
    "hash everything anew; exit with 1 where anything is damaged",
    "data verify",
  ).action((options: Options) =>
    run(options, async (screen) => {
      const { listSnapshots } = await import("../../snapshots/snapshot.ts");
      const { verifySnapshots } = await import("../../snapshots/verify-snapshots.ts");
      const snapshots = await listSnapshots(await projectOf(surroundings, options));
      const progress = screen.progress("verify");
      const checks = await verifySnapshots(snapshots, {
        signal: surroundings.signal,
        onSnapshot: (id) => progress.update(null, id),
      });
      const damaged = checks.filter(({ problem }) => problem !== null);
      screen.result({ ok: damaged.length === 0, snapshots: checks });
      for (const { id, problem } of damaged)
        screen.line(`${screen.style("red", "damaged")}  ${id}: ${problem}`);
      const size = checks.reduce((sum, check) => sum + check.bytes, 0);
      const verdict = damaged.length === 0 ? "none is damaged" : `${damaged.length} damaged`;
      showStep(screen, {
        name: "verify",
        text: `${count(checks.length, "snapshot")}, ${bytes(size)}: ${verdict}`,
      });
      return damaged.length === 0 ? 0 : 1;
    }),
  );
}

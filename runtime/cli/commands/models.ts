// `bifold models`: the registry's models and versions: listed, shown, compared, promoted by hand and rolled back.
import type { Command } from "commander";
import type { MetadataDatabase } from "../../database/metadata-database.ts";
import { examples } from "../arguments/examples.ts";
import {
  countArgument,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import { actorOf } from "../../actor.ts";
import { reasonArgument } from "../arguments/promotion.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { showStep } from "../views/step.ts";
import { tableLines } from "../views/table.ts";

type Options = EnvironmentOption & JsonOption;
type MoveOptions = Options & { readonly alias: string; readonly why: string; readonly expected?: number };

export function addModels(site: CommandSite): void {
  const models = site.program
    .command("models")
    .description("list, show, compare, promote and roll back versions of models");
  addList(site, models);
  addShow(site, models);
  addCompare(site, models);
  addHistory(site, models);
  addPromote(site, models);
  addRollback(site, models);
}

function subcommand(
  models: Command,
  usage: string,
  description: string,
  ...lines: readonly string[]
): Command {
  return models
    .command(usage)
    .description(description)
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples(...lines));
}

async function withRegistry<Result>(
  { surroundings }: CommandSite,
  options: Options,
  work: (metadata: MetadataDatabase) => Promise<Result>,
): Promise<Result> {
  const { openMetadata } = await import("../../pipeline/metadata-session.ts");
  const session = await openMetadata(await projectOf(surroundings, options));
  try {
    return await work(session.metadata);
  } finally {
    await session.close();
  }
}

function addList(site: CommandSite, models: Command): void {
  subcommand(models, "list", "every model with its aliases", "models list").action((options: Options) =>
    site.run(options, async (screen) => {
      const { listModels } = await import("../steps/show-models.ts");
      const { modelLines } = await import("../views/models.ts");
      const found = await withRegistry(site, options, listModels);
      screen.result(found);
      if (found.length === 0) screen.line("There are no models yet.");
      else for (const line of modelLines(found)) screen.line(line);
      return 0;
    }),
  );
}

function addShow(site: CommandSite, models: Command): void {
  subcommand(
    models,
    "show <model>",
    "a model's versions; of MODEL@VERSION or MODEL@ALIAS its metrics, run and data",
    "models show late_model",
    "models show late_model@champion",
  ).action((text: string, options: Options) =>
    site.run(options, async (screen) => {
      const { parseSubject, requireModel, requireVersion } = await import("../../loop/subject.ts");
      const { modelDetails, versionDetails } = await import("../steps/show-models.ts");
      const { detailLines, detailValue, versionLines } = await import("../views/models.ts");
      const { model, which } = parseSubject(text);
      await withRegistry(site, options, async (metadata) => {
        if (which === null) {
          const details = await modelDetails(metadata, await requireModel(metadata, model));
          screen.result({ ...details.model, versions: details.versions });
          for (const line of versionLines(details.versions)) screen.line(line);
          return;
        }
        const details = await versionDetails(metadata, await requireVersion(metadata, { model, which }));
        screen.result(detailValue(details));
        for (const line of detailLines(details)) screen.line(line);
      });
      return 0;
    }),
  );
}

function addCompare(site: CommandSite, models: Command): void {
  subcommand(
    models,
    "compare <model> <before> <after>",
    "params, metrics, data, code and features in which two versions differ",
    "models compare late_model champion challenger",
  ).action((model: string, before: string, after: string, options: Options) =>
    site.run(options, async (screen) => {
      const { requireVersion } = await import("../../loop/subject.ts");
      const { versionDetails } = await import("../steps/show-models.ts");
      const { compareVersions } = await import("../views/models.ts");
      await withRegistry(site, options, async (metadata) => {
        const [left, right] = [
          await versionDetails(metadata, await requireVersion(metadata, { model, which: before })),
          await versionDetails(metadata, await requireVersion(metadata, { model, which: after })),
        ];
        const differences = compareVersions(left, right);
        const [one, other] = [left.version.version, right.version.version];
        screen.result({ model, before: one, after: other, differences });
        if (differences.length === 0) screen.line(`Versions ${one} and ${other} differ in nothing recorded.`);
        const rows = differences.map((each) => [each.name, each.before ?? "", each.after ?? ""]);
        if (rows.length > 0) {
          for (const line of tableLines([["", `version ${one}`, `version ${other}`], ...rows]))
            screen.line(line);
        }
      });
      return 0;
    }),
  );
}

function addHistory(site: CommandSite, models: Command): void {
  subcommand(
    models,
    "history <model>",
    "every move of its aliases: who, when, from, to and why; the evidence with --json",
    "models history late_model",
  )
    .option("--alias <name>", "only of this alias")
    .action((model: string, options: Options & { readonly alias?: string }) =>
      site.run(options, async (screen) => {
        const { requireModel } = await import("../../loop/subject.ts");
        const { history } = await import("../../registry/aliases.ts");
        const { historyLines } = await import("../views/models.ts");
        const moves = await withRegistry(site, options, async (metadata) => {
          const found = await history(metadata, model, options.alias);
          // The history outlives its model, so only where there is none must the model be known.
          if (found.length === 0) await requireModel(metadata, model);
          return found;
        });
        screen.result(moves);
        if (moves.length === 0) screen.line(`No alias of ${model} was ever moved.`);
        else for (const line of historyLines(moves)) screen.line(line);
        return 0;
      }),
    );
}

function addPromote(site: CommandSite, models: Command): void {
  moveOptions(
    subcommand(
      models,
      "promote <model> <version>",
      "point an alias to a version, whatever its gates say; `bifold promote` is the way with gates",
      'models promote late_model 7 --why "as agreed in #231"',
    ),
  ).action((model: string, which: string, options: MoveOptions) => move(site, { model, which }, options));
}

function addRollback(site: CommandSite, models: Command): void {
  moveOptions(
    subcommand(
      models,
      "rollback <model>",
      "point an alias to the version that it pointed to before",
      'models rollback late_model --why "complaints from ORD"',
    ),
  ).action((model: string, options: MoveOptions) => move(site, { model, which: null }, options));
}

function moveOptions(command: Command): Command {
  return command
    .requiredOption("--why <text>", "the reason, for the alias's history", reasonArgument)
    .option("--alias <name>", "the alias to move", "champion")
    .option("--expected <version>", "refuse where the alias is not at this version", countArgument);
}

/** A server of the deployment takes the alias up when it starts again. */
function move(
  site: CommandSite,
  { model, which }: { readonly model: string; readonly which: string | null },
  options: MoveOptions,
): Promise<void> {
  const { surroundings } = site;
  return site.run(options, async (screen) => {
    const { requireVersion } = await import("../../loop/subject.ts");
    const { moveByHand } = await import("../steps/move-alias.ts");
    const done = await withRegistry(site, options, async (metadata) =>
      moveByHand(metadata, {
        model,
        alias: options.alias,
        to: which === null ? null : (await requireVersion(metadata, { model, which })).version,
        ...(options.expected === undefined ? {} : { expected: options.expected }),
        actor: actorOf(surroundings.variables),
        why: options.why,
        now: surroundings.now(),
      }),
    );
    screen.result(done);
    const text = `${model}@${done.alias}: version ${done.from ?? "none"} -> ${done.to ?? "none"}`;
    showStep(screen, { name: which === null ? "rollback" : "promote", text });
    return 0;
  });
}

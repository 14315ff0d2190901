// `bifold compile`: writes what the definitions stand for into the generated folder, or says that it is stale.
import path from "node:path";
import { renderJson } from "../../../compiler/diagnostics/render-json.ts";
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { programText } from "../views/program.ts";
import { staleLines, writtenText } from "../views/staleness.ts";
import { certifying } from "../views/step.ts";

type Options = EnvironmentOption & JsonOption & { readonly check?: boolean };

export function addCompile({ program, surroundings, run }: CommandSite): void {
  program
    .command("compile")
    .description("compile the definitions into the generated folder")
    .option(
      "--check",
      "write nothing; exit with 2 where the generated folder is stale or a view has no parity certificate",
    )
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("compile", "compile --check"))
    .action((options: Options) =>
      run(options, async (screen) => {
        const { compileProject } = await import("../compile-project.ts");
        const { isStale } = await import("../generated-files.ts");
        const { compareGenerated, writeProject } = await import("../write-project.ts");
        const project = await projectOf(surroundings, options);
        const { compiled, diagnostics, files } = await compileProject(project, { trainers: true });
        const found = { diagnostics: JSON.parse(renderJson(diagnostics, files)) };
        if (!screen.json) showDiagnostics(screen, diagnostics, files);
        if (compiled === null) {
          screen.result({ ok: false, ...found });
          return 1;
        }
        const generated = await compareGenerated(project, compiled);
        const { stale, uncertified, edited } = generated;
        const folder = path.relative(project.root, project.generated);
        if (options.check && (isStale(stale) || uncertified.length > 0)) {
          screen.result({ ok: false, ...found, stale, uncertified, edited });
          if (!screen.json) screen.text(staleLines(folder, generated));
          return 2;
        }
        if (!options.check) await writeProject(project, compiled, generated, certifying(screen));
        screen.result({ ok: true, ...found, stale, certified: uncertified });
        screen.line(`${project.name}: ${programText(compiled.program)}.`);
        screen.line(`${writtenText(compiled.artifacts.length, stale)} in ${folder}/.`);
        if (uncertified.length > 0) screen.line(`Certified: ${uncertified.join(", ")}.`);
        return 0;
      }),
    );
}

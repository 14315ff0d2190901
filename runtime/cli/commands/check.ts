// `bifold check`: reads the definitions and says what is wrong with them.
import { renderGithub } from "../../../compiler/diagnostics/render-github.ts";
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

type Options = EnvironmentOption & JsonOption & { readonly github?: boolean };

export function addCheck({ program, surroundings, run }: CommandSite): void {
  program
    .command("check")
    .description("check the definitions; write nothing")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .option("--github", "print annotations for a GitHub workflow on stdout")
    .addHelpText("after", examples("check", "check --json"))
    .action((options: Options) =>
      run(options, async (screen) => {
        const { compileProject } = await import("../compile-project.ts");
        const project = await projectOf(surroundings, options);
        const { compiled, diagnostics, files } = await compileProject(project, { trainers: true });
        screen.result({ ok: compiled !== null, diagnostics: JSON.parse(renderJson(diagnostics, files)) });
        if (options.github) surroundings.stdout.write(renderGithub(diagnostics, files));
        else if (!screen.json) showDiagnostics(screen, diagnostics, files);
        if (compiled === null) return 1;
        if (!options.github) screen.line(`${project.name} is fine: ${programText(compiled.program)}.`);
        return 0;
      }),
    );
}

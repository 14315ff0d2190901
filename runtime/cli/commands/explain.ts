// `bifold explain VIEW`: how a view is computed, its SQL, and what is stored and read online.
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";
import { projectOf } from "../command-site.ts";

type Options = EnvironmentOption & JsonOption & { readonly sql: boolean };

export function addExplain({ program, surroundings, run }: CommandSite): void {
  program
    .command("explain")
    .description("say how a feature view is computed: templates and why, SQL, the online row")
    .argument("<view>", "a feature view")
    .option("--no-sql", "leave the statements out")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("explain origin_delays", "explain origin_delays --no-sql"))
    .action((name: string, options: Options) =>
      run(options, async (screen) => {
        const { DiagnosticsError } = await import("../../project/diagnostics-error.ts");
        const { compileProject } = await import("../compile-project.ts");
        const { requireViews } = await import("../view-names.ts");
        const { explanation } = await import("../views/explanation.ts");
        const project = await projectOf(surroundings, options);
        const { compiled, diagnostics, files } = await compileProject(project);
        if (compiled === null) throw new DiagnosticsError(diagnostics, files);
        requireViews(compiled, [name], ["feature_view"]);
        const view = compiled.plan.views.find((each) => each.name === name);
        if (view === undefined) throw new Error(`view ${name} was not planned`);
        const textOf = (path: string): string =>
          compiled.artifacts.find((artifact) => artifact.path === path)?.text ?? "";
        const sql = textOf(`sql/feature_views/${name}.sql`);
        const job = textOf(`materializations/${name}.sql`);
        screen.result({ view, sql, materialization: job });
        for (const line of explanation(view)) screen.line(line);
        if (!options.sql) return 0;
        for (const text of [sql, job]) screen.line(`\n${text.trimEnd()}`);
        return 0;
      }),
    );
}

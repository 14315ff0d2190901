// Compile time on 10, 100 and 1,000 generated views, each in a file of its own. Usage: npm run bench:compile
import { compile } from "../../compiler/compile.ts";
import type { SourceText } from "../../compiler/ir/span.ts";

const REPEATS = 5;

console.log("views    files      ms   ms a view   generated files   MB");
for (const views of [10, 100, 1000]) {
  const files = project(views);
  const times: number[] = [];
  let artifacts = 0;
  let bytes = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    const { value, diagnostics } = compile(files);
    times.push(performance.now() - start);
    if (value === null) throw new Error(diagnostics.map((each) => each.message).join("\n"));
    artifacts = value.artifacts.length;
    bytes = value.artifacts.reduce((sum, artifact) => sum + artifact.text.length, 0);
  }
  const ms = times.sort((left, right) => left - right)[Math.floor(REPEATS / 2)] ?? 0;
  const cells = [
    views,
    files.length,
    ms.toFixed(0),
    (ms / views).toFixed(2),
    artifacts,
    (bytes / 1e6).toFixed(1),
  ];
  console.log(cells.map((cell, index) => String(cell).padStart([5, 8, 7, 11, 17, 4][index] ?? 0)).join(" "));
}

/** A view has eight features over four windows and a helper of another file; a training set reads the first ten. */
function project(views: number): readonly SourceText[] {
  const shared = `import { entity, parquet, source, t } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const events = source({ from: parquet("events.parquet"), eventTime: (event) => event.at,
  columns: { user: t.string, at: t.timestamp, amount: t.float64, items: t.int64, late: t.bool } });
export const dear = (amount: number, limit: number): number => (amount > limit ? 1 : 0);
`;
  const view = (index: number): string => `import { count, featureView, last, max, mean, sum } from "bifold";
import { dear, events, user } from "./shared.ts";
const LIMIT = ${index + 1};
export const view_${index} = featureView({
  entity: user,
  source: events,
  key: (event) => ({ user: event.user }),
  where: (event) => event.amount > -LIMIT,
  features: (event) => {
    const meanAmount = mean(event.amount).over("6h");
    return {
      mean_amount_6h: meanAmount,
      dear_share: mean(dear(event.amount, LIMIT)).over(["1d", "7d"]),
      total: sum(event.amount).over("30d"),
      events_1d: count().over("1d"),
      largest: max(event.items).over("7d"),
      last_amount: last(event.amount),
      log_amount: Math.log1p(Math.abs(meanAmount ?? 0)),
    };
  },
  refresh: { every: "10m" },
  ttl: "3d",
});
`;
  const names = Array.from({ length: Math.min(10, views) }, (_, index) => `view_${index}`);
  const training = `import { deployment, model, trainingSet } from "bifold";
import { events } from "./shared.ts";
${names.map((name) => `import { ${name} } from "./${name}.ts";`).join("\n")}
export const training = trainingSet({ spine: events, keys: (event) => ({ user: event.user }), asOf: (event) => event.at,
  label: (event) => ({ late: event.late }), views: [${names.join(", ")}] });
export const late_model = model({ trainingSet: training, trainer: "trainers/any.ts", params: {}, output: "probability", nulls: "allow" });
export const late = deployment({ model: late_model, alias: "champion" });
`;
  return [
    { file: "definitions/shared.ts", text: shared },
    ...Array.from({ length: views }, (_, index) => ({
      file: `definitions/view_${index}.ts`,
      text: view(index),
    })),
    { file: "definitions/training.ts", text: training },
  ];
}

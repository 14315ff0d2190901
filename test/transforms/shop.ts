// The shop of the loop tests, its model with inputs of its own, and a trainer that keeps what it was given.
import { readFileSync, writeFileSync } from "node:fs";
import { type LoopShop, openLoopShop } from "../loop/shop.ts";

const INPUTS = `inputs: (read) => {
    const { mean_amount_7d, spent_7d, coupon_known } = read(customer_orders);
    const { log_amount, hour } = read(at_checkout);
    const center = fit(mean(mean_amount_7d)) ?? 0;
    return {
      log_amount,
      amount_scaled: ((mean_amount_7d ?? center) - center) / (fit(stddev(mean_amount_7d)) ?? 1),
      spent_against_median: spent_7d - (fit(median(spent_7d)) ?? 0),
      usual_hour: fit(topK(hour, 6)).indexOf(hour),
      coupon_known,
      amount_7d: mean_amount_7d,
      rows: fit(count()) + hour,
    };
  },
  trainer:`;

export interface FittedShop extends LoopShop {
  /** Changes the model's text, and compiles. */
  readonly edit: (from: string, to: string) => Promise<void>;
}

export async function openFittedShop(): Promise<FittedShop> {
  const shop = await openLoopShop();
  const trainer = shop.path("definitions/trainers/stump.ts");
  const text = readFileSync(trainer, "utf8")
    .replaceAll("at_checkout__log_amount", "log_amount")
    .replace("existsSync, writeFileSync", "copyFileSync, existsSync, writeFileSync");
  writeFileSync(trainer, `${text}copyFileSync(job.data, "seen.parquet");\n`);
  const change = (from: string, to: string): void => {
    const file = shop.path("definitions/returns.ts");
    const before = readFileSync(file, "utf8");
    if (!before.includes(from)) throw new Error(`there is no ${from}`);
    writeFileSync(file, before.replace(from, to));
  };
  const edit = async (from: string, to: string): Promise<void> => {
    change(from, to);
    const { code, stderr } = await shop.run("compile");
    if (code !== 0) throw new Error(stderr);
  };
  change(
    "import { deployment, model, trainingSet }",
    "import { count, deployment, fit, mean, median, model, stddev, topK, trainingSet }",
  );
  await edit("trainer:", INPUTS);
  return { ...shop, edit };
}

// The Python trainer of docs/trainers.md, as it stands there: scikit-learn learns, ONNX answers alike, gates let it through.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openShop } from "../../end-to-end/shop.ts";
import { END, ORDERS } from "../../loop/shop.ts";
import { pythonWith } from "../../harness/python-environment.ts";

const GUIDE = readFileSync(fileURLToPath(new URL("../../../docs/trainers.md", import.meta.url)), "utf8");
const TEN_MINUTES = 600_000;

test(
  "a scikit-learn model is trained, judged through ONNX and promoted",
  async (context) => {
    const environment = await pythonWith("mlflow>=3,<4", [
      "scikit-learn",
      "matplotlib",
      "onnx",
      "onnxruntime",
      "skl2onnx",
    ]);
    if ("reason" in environment) {
      console.warn(`Skipped: no Python environment: ${environment.reason}`);
      return context.skip();
    }
    const trainer = /<!-- file: definitions\/trainers\/logistic\.py -->\n```py\n([\s\S]*?)```/.exec(
      GUIDE,
    )?.[1];
    if (trainer === undefined) throw new Error("the guide has no trainer");
    const shop = await openShop({
      orders: ORDERS,
      variables: { PATH: `${environment.programs}:${process.env.PATH ?? ""}` },
    });
    writeFileSync(shop.path("definitions/trainers/logistic.py"), trainer);
    const file = shop.path("definitions/returns.ts");
    const text = readFileSync(file, "utf8")
      .replace("trainers/stump.ts", "trainers/logistic.py")
      .replace("params: { weight: 2 },", "params: { C: 0.5 }, gates: { auc: { min: 0.7 } },")
      .replace('"2024-01-20', '"2024-02-01');
    writeFileSync(file, text);
    expect((await shop.run("compile")).code).toBe(0);
    const { code, stdout, stderr } = await shop.run("pipeline", "return_model", "--clock", END, "--json");
    expect(code, stderr + stdout).toBe(0);
    const { promote } = JSON.parse(stdout) as {
      promote: { gates: readonly { gate: string; passed: boolean }[] };
    };
    expect(promote.gates.map(({ gate, passed }) => [gate, passed])).toEqual([
      ["features", true],
      ["export", true],
      ["auc", true],
    ]);
  },
  TEN_MINUTES,
);

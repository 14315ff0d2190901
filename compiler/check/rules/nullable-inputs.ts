// Whether a model is given nulls is said: null and a number that stands for it are told apart by the model, or by nobody.
import type { ValueType } from "../../ir/value-type.ts";
import { inputFields } from "../../library/model-inputs.ts";
import { codes } from "../codes.ts";
import { listOf } from "../names.ts";
import { writtenHere } from "./feature-places.ts";
import { writtenInputs } from "./input-places.ts";
import type { Rule } from "./rule.ts";

const READABLE: ReadonlySet<ValueType["kind"]> = new Set(["bool", "int64", "float64"]);

export const nullableInputs: Rule = (context) => {
  for (const [declared, model] of context.models) {
    if (declared.nulls?.text === "allow") continue;
    const set = model === null ? undefined : context.named.trainingSets.get(model.trainingSet);
    if (model === null || set === undefined) continue;
    // Others are no inputs at all, null or not.
    const readable = inputFields(model, set).filter(({ type }) => READABLE.has(type.kind));
    const nullable = readable.filter(({ type }) => type.nullable).map(({ name }) => name);
    if (nullable.length === 0) continue;
    const refused = declared.nulls !== null;
    const unsaid = refused ? "" : ", and the model does not say that it takes nulls";
    const names = nullable.map((name) => `'${name}'`);
    context.report.add(
      codes.inputNullable,
      declared.nulls?.span ?? declared.trainingSet.span,
      `${listOf("Input", names)} may be null${unsaid}.`,
      {
        hint: refused
          ? "Say in the feature what null means, as in `?? 0`, or let the model take nulls, as NaN."
          : 'Say in the feature what null means, as in `?? 0`, or that the model takes nulls, as NaN: `nulls: "allow"`.',
        related: writtenHere(writtenInputs(context, declared, set, new Set(nullable))),
      },
    );
  }
};

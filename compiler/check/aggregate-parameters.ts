// What follows the values in a call of an aggregation: `quantile(x, 0.9)`, each a literal that the library judges.
import type { DeclaredCall } from "../ir/declaration.ts";
import type { Value } from "../ir/value-type.ts";
import { codes } from "./codes.ts";
import { printExpression } from "./print.ts";
import { SUGAR } from "./sugar-names.ts";
import type { NamedAggregation } from "./vocabulary.ts";
import type { Tools } from "./typed.ts";

/** The aggregation of that name that takes so many arguments; null after reporting. */
export function checkCount({ vocabulary, report }: Tools, call: DeclaredCall): NamedAggregation | null {
  const chosen = vocabulary.aggregation(call.name, call.args.length);
  if (chosen !== null) return chosen;
  const given = call.args.length;
  const message = `'${call.name}' does not take ${given} ${given === 1 ? "argument" : "arguments"}.`;
  const forms = vocabulary.aggregations(call.name).map((each) => `\`${formOf(each)}\``);
  report.add(codes.wrongAggregateInput, call.nameSpan, message, {
    hint: `Write ${forms.join(" or ")}.`,
  });
  return null;
}

const VALUES = ["row.amount", "row.time"] as const;

/** `quantile(row.amount, q)` */
function formOf({ definition: { name, arity, parameters } }: NamedAggregation): string {
  const sugar = SUGAR.find((each) => each.name === name);
  if (sugar !== undefined) return sugar.form;
  return `${name}(${[...VALUES.slice(0, arity), ...parameters.map((each) => each.name)].join(", ")})`;
}

/** Null after reporting each that is wrong. */
export function readParameters(
  { report }: Tools,
  call: DeclaredCall,
  { arity, parameters }: NamedAggregation["definition"],
): readonly Value[] | null {
  const values: Value[] = [];
  parameters.forEach((parameter, at) => {
    const node = call.args[arity + at];
    if (node === undefined) return;
    const title = `'${parameter.name}' of '${call.name}'`;
    if (node.kind !== "literal" || node.value.type === "null") {
      report.add(codes.badParameter, node.span, `${title} must be a literal.`, {
        hint: "Write it out: it is the same for all rows.",
      });
      return;
    }
    const { value } = node.value;
    const problem = parameter.problem(value);
    if (problem === null) values.push(value);
    else {
      const given = printExpression(node);
      report.add(codes.badParameter, node.span, `${title} must be ${problem}, not ${given}.`);
    }
  });
  return values.length === parameters.length ? values : null;
}

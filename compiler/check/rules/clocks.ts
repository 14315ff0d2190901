// What a zone's clock shows is no instant: it is not moved into a zone again, nor held against an instant or another clock.
import type { DeclaredCall, DeclaredExpression } from "../../ir/declaration.ts";
import type { Complaint } from "../codes.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { literalText } from "../time.ts";
import type { Rule } from "./rule.ts";

/** The name of a zone where a timestamp is what its clock shows; null for an instant, and for all that is no timestamp. */
type Clock = string | null;

const MOVES = /^(plus|minus|plusMinutes|startOf[A-Z][a-z]+)$/;
const COMPARES = new Set([
  "isBefore",
  "isAfter",
  "secondsSince",
  "daysSince",
  "<",
  "<=",
  ">",
  ">=",
  "===",
  "!==",
]);
/** Which arguments a value is one of. */
const CHOOSES: Readonly<Record<string, number>> = { "?:": 1, "??": 0 };

export const clocks: Rule = ({ featureViews, requestViews, report }) => {
  const features = [...featureViews.keys(), ...requestViews.keys()].flatMap((view) => view.features);
  const reader = clockReader(report);
  for (const { value } of features) reader(value);
};

/** Shared parts are walked once. */
function clockReader(report: Context["report"]): (node: DeclaredExpression) => Clock {
  const seen = new Map<DeclaredExpression, Clock>();
  const refuse = (node: DeclaredCall, complaint: Complaint, message: string, hint: string): void =>
    report.add(complaint, node.nameSpan, message, { severity: "warning", hint });
  const read = (node: DeclaredExpression): Clock => {
    const known = seen.get(node);
    if (known !== undefined) return known;
    seen.set(node, null);
    const clock = clockOf(node);
    seen.set(node, clock);
    return clock;
  };
  const clockOf = (node: DeclaredExpression): Clock => {
    const of = partsOf(node).map(read);
    if (node.kind !== "call") return null;
    const [first = null, second = null] = of;
    if (node.form === "method" && node.name === "in") {
      const zone = node.args[1] === undefined ? null : (literalText(node.args[1])?.text ?? null);
      if (first !== null && zone !== null)
        refuse(
          node,
          codes.clockTwice,
          `'.in("${zone}")' is asked of what a clock in ${first} shows.`,
          "Call it on the instant itself.",
        );
      return zone;
    }
    if (node.form === "method" && node.name === "epochSeconds" && first !== null)
      refuse(
        node,
        codes.clockTwice,
        `'epochSeconds' is asked of what a clock in ${first} shows.`,
        "Call it on the instant itself.",
      );
    const compares = COMPARES.has(node.name) && node.args.length === 2;
    if (compares && first !== second && bothAreTimes(node))
      refuse(
        node,
        codes.clockTwice,
        `'${node.name}' holds what a clock in ${first ?? second} shows against ${first === null || second === null ? "an instant" : `a clock in ${second}`}.`,
        "Move both into one zone, or neither.",
      );
    if (MOVES.test(node.name)) return first;
    const chosen = CHOOSES[node.name];
    return chosen === undefined ? null : (of.slice(chosen).find((each) => each !== null) ?? null);
  };
  return read;
}

function partsOf(node: DeclaredExpression): readonly DeclaredExpression[] {
  if (node.kind === "record") return node.fields.map(({ value }) => value);
  if (node.kind === "list") return node.items;
  return node.kind === "call" ? node.args : [];
}

/** A null that is tested for is no instant. */
function bothAreTimes({ args }: DeclaredCall): boolean {
  return args.every((arg) => arg.kind !== "literal");
}

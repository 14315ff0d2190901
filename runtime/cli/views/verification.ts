// What an audit compared, and where the two faces differ.
import type { Difference, FaceValue, Verification } from "../../verify/report.ts";
import { count, instant, integer } from "./numbers.ts";
import type { Screen } from "./screen.ts";
import { showStep } from "./step.ts";

export function showVerification(screen: Screen, verification: Verification): void {
  const { kind, view, rows, found, cut, compared, differences, examples } = verification;
  const of =
    kind === "feature_view"
      ? `${count(rows, "key")} (${integer(found ?? 0)} with a row) as of ${instant(cut ?? 0)}`
      : `${count(rows, "row")} of the training set`;
  showStep(screen, {
    name: "verify",
    text: `${view}: ${of}, ${count(compared, "value")}, ${differencesText(differences)}`,
  });
  for (const example of examples) {
    for (const line of differenceLines(example)) screen.note(line);
  }
}

export function differencesText(differences: number): string {
  return count(differences, "difference");
}

function differenceLines({ view, feature, key, asOf, online, offline }: Difference): readonly string[] {
  const keys = Object.entries(key).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [
    `  ${view}.${feature} of ${keys.join(", ")}${asOf === null ? "" : ` as of ${instant(asOf)}`}`,
    `    online   ${faceText(online)}`,
    `    offline  ${faceText(offline)}`,
  ];
}

function faceText({ value, bits }: FaceValue): string {
  const text =
    typeof value === "number" ? (Object.is(value, -0) ? "-0" : String(value)) : JSON.stringify(value);
  return `${text}  (${bits})`;
}

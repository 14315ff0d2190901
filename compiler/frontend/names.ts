// The rules of published names: one spelling everywhere, without case conversion.
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";

/** PostgreSQL's limit for identifiers, the least of those that names pass through. */
const MAX_LENGTH = 63;
const RESERVED: ReadonlySet<string> = new Set(["row_id", "as_of"]);

/** Complains of a name that cannot be published. `what` is "feature", "entity" and so on. */
export function checkName(report: Report, name: string, span: Span, what: string): void {
  const title = `The ${what} name '${name}'`;
  if (RESERVED.has(name)) {
    report.add(codes.nameReserved, span, `${title} is reserved.`, {
      hint: `Choose another, such as '${name}_value'.`,
    });
  } else if (name.includes("__")) {
    report.add(codes.nameSeparator, span, `${title} holds two underscores in a row.`, {
      hint: adviceFor(name),
    });
  } else if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name)) {
    report.add(codes.nameForm, span, `${title} is not snake_case.`, {
      hint: adviceFor(name),
    });
  } else if (name.length > MAX_LENGTH) {
    report.add(codes.nameLength, span, `${title} has ${name.length} characters, more than ${MAX_LENGTH}.`, {
      hint: "Choose a shorter one.",
    });
  }
}

function adviceFor(name: string): string {
  const better = snakeCase(name);
  if (better !== "") return `Write '${better}'.`;
  return "Begin with a small letter, then small letters, digits and single underscores.";
}

/** `MeanDelay` -> `mean_delay`; empty where letters would be lost or none is there to begin with. */
function snakeCase(name: string): string {
  if (!/^_*[A-Za-z][\w\s.-]*$/.test(name)) return "";
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

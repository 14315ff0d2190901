// From published names to names of generated declarations, without two that meet.
import type { ViewUse } from "../../ir/program.ts";
import * as helpers from "../../library/helpers.ts";

/** `origin_delays` -> `OriginDelays`, one to one: parts that capitals cannot tell apart keep their underscore. */
export function typeName(name: string): string {
  if (/[^a-z0-9_]/.test(name))
    return `$${name.replaceAll(/[^\w$]/g, (letter) => `$${letter.codePointAt(0)}`)}`;
  return name
    .split("_")
    .map((part, index) =>
      /^[a-z]/.test(part) ? part.charAt(0).toUpperCase() + part.slice(1) : `${index === 0 ? "" : "_"}${part}`,
    )
    .join("");
}

/** `origin_delays` -> `originDelaysView`. */
export function viewName(name: string): string {
  return `${constantName(name)}View`;
}

/** A view under a role: `sender__user_stats`; as itself by its own name. */
export function useName({ view, role }: ViewUse): string {
  return role === null ? view : `${role}__${view}`;
}

/** `late_flights` -> `lateFlightsDeployment`. */
export function deploymentName(name: string): string {
  return `${constantName(name)}Deployment`;
}

function constantName(name: string): string {
  const type = typeName(name);
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
}

const RESERVED = new Set(
  [
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends",
    "false finally for function if implements import in instanceof interface let new null package private protected",
    "public return static super switch this throw true try typeof undefined var void while with yield",
    "NaN Infinity Math Number String Boolean Object Array Float32Array Uint8Array DataView",
  ]
    .join(" ")
    .split(" ")
    .concat(Object.keys(helpers)),
);

/** Names of one function's parameters and constants: reserved words and imports give way. */
export class LocalNames {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  /** `wanted` where it is free, else with underscores after it. */
  take(wanted: string): string {
    let name = wanted.replaceAll(/\W/g, "_");
    if (/^\d/.test(name)) name = `_${name}`;
    while (RESERVED.has(name) || this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }
}

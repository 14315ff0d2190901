// The views that a user names, sorted by kind; all of them where none is named.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";
import { UserError } from "../user-error.ts";

type ViewKind = "feature_view" | "request_view";

export interface ViewNames {
  readonly featureViews: readonly string[];
  readonly requestViews: readonly string[];
}

/** @throws UserError F5122 for a name that no view of these kinds has. */
export function requireViews(
  { program }: Pick<Manifest, "program">,
  names: readonly string[],
  kinds: readonly ViewKind[],
): ViewNames {
  const featureViews = program.featureViews.map(({ name }) => name);
  const requestViews = kinds.includes("request_view") ? program.requestViews.map(({ name }) => name) : [];
  if (names.length === 0) return { featureViews, requestViews };
  const known = [...featureViews, ...requestViews];
  const unknown = names.filter((name) => !known.includes(name));
  const [first] = unknown;
  if (first !== undefined) {
    const near = nearestName(first, known);
    throw new UserError({
      code: "F5122",
      message: `There is no view ${unknown.map((name) => `'${name}'`).join(", ")} to work on.`,
      hint: near === null ? `The views are ${known.join(", ") || "none"}.` : `Did you mean '${near}'?`,
    });
  }
  return {
    featureViews: featureViews.filter((name) => names.includes(name)),
    requestViews: requestViews.filter((name) => names.includes(name)),
  };
}

// Checks the path of an artifact: relative, forward slashes, meaning itself.
import { invalid } from "../../database/store-error.ts";

const MAX_LENGTH = 1000;

/** Returns the path; INVALID_PARAMETER_VALUE for anything that could be read as another place. */
export function checkArtifactPath(path: string): string {
  const parts = path.split("/");
  const strange = parts.some((part) => part === "" || part === "." || part === "..");
  if (strange || path.length > MAX_LENGTH || /[\0\\]/.test(path) || /^[a-zA-Z]:/.test(path)) {
    throw invalid(
      `Invalid artifact path: ${JSON.stringify(path.slice(0, 200))}. Use a relative path of names joined by '/', ` +
        `without '..', '\\' or empty names, at most ${MAX_LENGTH} characters.`,
    );
  }
  return path;
}

/** The folders above a path, outermost first: `a/b/c` has `a` and `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, depth) => parts.slice(0, depth + 1).join("/"));
}

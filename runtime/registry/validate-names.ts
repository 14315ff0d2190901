// Which model and alias names the registry takes.
import { invalid } from "../database/store-error.ts";

export function checkModelName(name: string): string {
  if (name === "") throw invalid("Registered model name cannot be empty.");
  if (/[/:\0]/.test(name) || name.includes("..") || name.length > 256) {
    throw invalid(
      `Invalid registered model name: ${JSON.stringify(name)}. At most 256 characters, without '/', ':' or '..'.`,
    );
  }
  return name;
}

export function checkAlias(alias: string): string {
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) {
    throw invalid(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    );
  }
  if (alias.length > 255) throw invalid(`Registered model alias '${alias}' exceeds 255 characters.`);
  if (alias.toLowerCase() === "latest") throw invalid("'latest' alias name (case insensitive) is reserved.");
  if (/^[vV]\d+$/.test(alias)) throw invalid(`Version alias name '${alias}' is reserved.`);
  return alias;
}

export function checkTag(key: string, value: string): void {
  if (key === "" || key.length > 250 || key.includes("\0")) {
    throw invalid(`Invalid tag key ${JSON.stringify(key)}: from 1 to 250 characters, without NUL.`);
  }
  if (value.length > 100_000 || value.includes("\0")) {
    throw invalid(`Invalid value of tag '${key}': at most 100000 characters, without NUL.`);
  }
}

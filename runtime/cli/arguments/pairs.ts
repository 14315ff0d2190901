// Options of the form NAME=VALUE, which may be given more than once.
import { InvalidArgumentError } from "commander";

export type Pairs = Readonly<Record<string, string>>;

export function pairArgument(text: string, before: Pairs = {}): Pairs {
  const at = text.indexOf("=");
  if (at > 0) return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
  throw new InvalidArgumentError("Give it as NAME=VALUE.");
}

/** An option that takes one value, and may be given more than once. */
export function listArgument(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

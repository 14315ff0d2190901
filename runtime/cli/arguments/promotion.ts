// Options of the commands that decide what is served.
import { type Command, InvalidArgumentError } from "commander";
import { UserError } from "../../user-error.ts";
import {
  countArgument,
  type EnvironmentOption,
  environmentOption,
  instantArgument,
  type JsonOption,
  jsonOption,
} from "./options.ts";

export interface PromotionOptions extends EnvironmentOption, JsonOption {
  readonly force?: boolean;
  readonly why?: string;
  readonly clock?: number;
  readonly keys: number;
}

const KEYS = 1_000;

export function addPromotionOptions(command: Command): Command {
  return command
    .option("--force", "promote although gates fail; needs --why, and is recorded as such")
    .option("--why <text>", "the reason, for the alias's history", reasonArgument)
    .option("--clock <time>", "the instant by which the data's age is told (default: now)", instantArgument)
    .option("--keys <count>", "keys of each view that an audit compares", countArgument, KEYS)
    .addOption(environmentOption())
    .addOption(jsonOption());
}

/** Null where nothing is forced. @throws UserError F5806 */
export function forceReason({ force = false, why }: PromotionOptions): string | null {
  if (!force) return null;
  if (why !== undefined) return why;
  throw new UserError({
    code: "F5806",
    message: "--force needs a reason.",
    why: "Whoever looks at the history later must see why gates were passed over.",
    hint: 'Write --force --why "…".',
  });
}

export function reasonArgument(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Give a reason.");
}

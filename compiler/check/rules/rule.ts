// A rule: something that must hold between declarations that are each sound by themselves.
import type { Context } from "../context.ts";

export type Rule = (context: Context) => void;

// Options that several commands take, spelt once.
import { InvalidArgumentError, Option } from "commander";
import { parseInstant } from "../../../compiler/library/time-text.ts";

export interface EnvironmentOption {
  readonly env?: string;
}

export interface JsonOption {
  readonly json?: boolean;
}

export const environmentOption = (): Option =>
  new Option("--env <name>", "environment of bifold.yaml (default: local, or redis where REDIS_URL is set)");

export const jsonOption = (): Option => new Option("--json", "print one JSON value on stdout");

export const clockOption = (): Option =>
  new Option(
    "--clock <time>",
    "replay: answer every request as of this instant instead of now, such as 2001-06-30T12:00Z",
  ).argParser(instantArgument);

/** Microseconds since 1970. */
export function instantArgument(text: string): number {
  const value = parseInstant(text);
  if (value !== null) return value;
  throw new InvalidArgumentError("Give an instant such as 2001-06-30 or 2001-06-30T12:00:00Z.");
}

export function portArgument(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError("Give a port from 0 (any that is free) to 65535.");
}

/** A whole number from 1 upwards. */
export function countArgument(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("Give a whole number from 1 upwards.");
}

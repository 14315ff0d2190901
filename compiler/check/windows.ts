// Reads the window of an aggregate: `.over("7d", { hop, before })`, `.overAll({ before })`, `.overLast(5, { within })`.
import type { DeclaredExpression, DeclaredText } from "../ir/declaration.ts";
import type { Window } from "../ir/program.ts";
import type { ChainStep } from "./aggregate-chain.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";
import { DURATION_FORM, literalText, readDuration } from "./time.ts";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The most rows that a window by number keeps: each costs memory for every key. */
export const MOST_ROWS = 1_000;

/** All visible rows. */
export const ALL_ROWS: Window = Object.freeze({ length: null, hop: 1, before: 0, rows: null });

/** A length with the author's words. */
interface Length {
  readonly us: number;
  readonly text: DeclaredText;
}

type Options = Readonly<Partial<Record<"hop" | "before" | "within", Length>>>;

/** Null after reporting. */
export function readWindow(step: ChainStep, report: Report): Window | null {
  if (step.name === "overAll") return readAll(step, report);
  return step.name === "overLast" ? readLast(step, report) : readOver(step, report);
}

function readOver({ args, span }: ChainStep, report: Report): Window | null {
  const [, lengthNode, optionsNode] = args;
  if (lengthNode === undefined || args.length > 3) {
    report.add(codes.badWindow, span, "'over' takes a window, and options after it.", {
      hint: 'Write `.over("6h")`.',
    });
    return null;
  }
  if (lengthNode.kind === "list") {
    reportList(lengthNode, report);
    return null;
  }
  const text = literalText(lengthNode);
  if (text === null) {
    report.add(codes.badWindow, lengthNode.span, "A window must be a literal duration.", {
      hint: DURATION_FORM,
    });
    return null;
  }
  const us = readDuration(text, "A window", report, { complaint: codes.badWindow });
  const options = readOptions(optionsNode, ["hop", "before"], '`.over("6h", { hop: "10m" })`', report);
  return us === null || options === null ? null : windowOf({ us, text }, options, report);
}

function reportList(list: DeclaredExpression & { kind: "list" }, report: Report): void {
  if (list.items.length === 0) {
    report.add(codes.badWindow, list.span, "There is no window in the list.", { hint: DURATION_FORM });
    return;
  }
  report.add(codes.windowListMisplaced, list.span, "Several windows can only be a whole feature.", {
    hint: "Give each window its own aggregate in this expression.",
  });
}

function readAll({ args, span }: ChainStep, report: Report): Window | null {
  const [, optionsNode] = args;
  if (args.length > 2) {
    report.add(codes.badWindow, span, "'overAll' takes nothing but options.", {
      hint: 'Write `.overAll()`, or `.over("7d")` for a window.',
    });
    return null;
  }
  const options = readOptions(optionsNode, ["before"], '`.overAll({ before: "7d" })`', report);
  return options === null ? null : { ...ALL_ROWS, before: options.before?.us ?? 0 };
}

function readLast({ args, span }: ChainStep, report: Report): Window | null {
  const [, countNode, optionsNode] = args;
  const rows =
    countNode?.kind === "literal" && countNode.value.type === "number" ? countNode.value.value : null;
  if (rows === null || args.length > 3) {
    report.add(codes.badRows, countNode?.span ?? span, "'overLast' takes a literal number of rows.", {
      hint: "Write `.overLast(10)`.",
    });
    return null;
  }
  if (!Number.isInteger(rows) || rows < 1 || rows > MOST_ROWS) {
    report.add(codes.badRows, countNode?.span ?? span, `A window cannot be of the last ${rows} rows.`, {
      hint: `Write a whole number from 1 to ${MOST_ROWS}; for more, say how far back: \`.over("30d")\`.`,
    });
    return null;
  }
  const form = '`.overLast(10, { within: "7d" })`';
  const options = readOptions(optionsNode, ["within", "hop", "before"], form, report);
  if (options === null) return null;
  const { within, hop, before } = options;
  if (within !== undefined) {
    const window = windowOf(within, options, report);
    return window === null ? null : { ...window, rows };
  }
  if (hop !== undefined) {
    report.add(codes.badHop, hop.text.span, "A window of rows alone has no hop.", {
      hint: `Say how far back it reaches: ${form}.`,
    });
    return null;
  }
  return { ...ALL_ROWS, before: before?.us ?? 0, rows };
}

function windowOf({ us: length, text }: Length, { hop, before }: Options, report: Report): Window | null {
  if (hop !== undefined && hop.us > length) {
    report.add(
      codes.badHop,
      hop.text.span,
      `The hop '${hop.text.text}' is longer than its window '${text.text}'.`,
      { hint: "Make the hop at most as long as the window." },
    );
    return null;
  }
  return { length, hop: hop?.us ?? defaultHop(length), before: before?.us ?? 0, rows: null };
}

const HOPS = [DAY, HOUR, 5 * MINUTE, MINUTE, 10 * SECOND, SECOND, SECOND / 10, SECOND / 100];

/** The tail moves in steps that are small beside the window: the longest that goes twelve times into it. */
export function defaultHop(length: number): number {
  return HOPS.find((hop) => 12 * hop <= length) ?? 1;
}

const TITLES = { hop: "A hop", before: "The time before", within: "A window" } as const;

/** Literal durations by name; null after reporting. */
function readOptions(
  node: DeclaredExpression | undefined,
  known: readonly (keyof Options)[],
  form: string,
  report: Report,
): Options | null {
  if (node === undefined) return {};
  const names = known.map((name) => `'${name}'`);
  const listed = [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "");
  const only =
    known.length > 1
      ? `A window's options are ${listed.join(" and ")}, literal durations.`
      : `A window's only option here is ${listed.join("")}, a literal duration.`;
  if (node.kind !== "record") {
    report.add(codes.badWindowOption, node.span, only, { hint: `Write ${form}.` });
    return null;
  }
  const options: Partial<Record<keyof Options, Length>> = {};
  let sound = true;
  for (const { name, nameSpan, value } of node.fields) {
    const option = known.find((each) => each === name);
    const text = literalText(value);
    if (option === undefined || text === null) {
      report.add(codes.badWindowOption, option === undefined ? nameSpan : value.span, only, {
        hint: `Write ${form}.`,
      });
      sound = false;
      continue;
    }
    const complaint = option === "hop" ? codes.badHop : codes.badWindow;
    const us = readDuration(text, TITLES[option], report, { complaint });
    if (us === null) sound = false;
    else options[option] = { us, text };
  }
  return sound ? options : null;
}

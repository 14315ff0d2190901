// Regular expressions that RE2 and JavaScript read alike: a subset, checked and respelt before either sees it.

export type Pattern = { readonly text: string } | { readonly problem: string };

const MOST_CHARACTERS = 200;
const MOST_REPEATS = 100;

/** Why a construct is left out, by what it begins with; the longest beginning counts. */
const REFUSED: readonly (readonly [begin: RegExp, problem: string])[] = [
  [/^\(\?<?[=!]/, "looks around, which RE2 does not"],
  [/^\(\?(?!:)/, "has a named or a flagged group: write `(?:...)`"],
  [/^\\[1-9k]/, "refers back to a group, which RE2 does not"],
  [/^\\p/i, "asks for a Unicode property, whose tables differ"],
  [/^\\s/i, "asks for blanks, which differ: write `[ \\t]`"],
  // RE2 looks at bytes: between those of one character outside ASCII there is no edge of a word.
  [
    /^\\B/,
    "asks where no word ends, which RE2 also finds inside a character: write `\\b`, or the characters",
  ],
  [/^\\[^dDwWbntr^$\\.*+?()[\]{}|/-]/, "has an escape that not both engines know"],
];
const TOKEN =
  /^(?:\\[dDwWbntr^$\\.*+?()[\]{}|/]|\[\^?(?:\\[dDwWntr^$\\.*+?()[\]{}|/-]|[^\]\\[])+\]|[*+?]\??|\{\d{1,3}(?:,\d{0,3})?\}\??|\(\?:|[()|^$.]|[^\\[\](){}*+?|^$.])/u;

/** The pattern as both engines read it: what it finds is the same on both faces. */
export function portablePattern(pattern: string): Pattern {
  if (pattern === "" || pattern.length > MOST_CHARACTERS) {
    return { problem: `has ${pattern.length} characters; 1 to ${MOST_CHARACTERS} are taken` };
  }
  let text = "";
  let before = "";
  let depth = 0;
  for (let rest = pattern; rest !== ""; rest = rest.slice(before.length)) {
    const refused = REFUSED.find(([begin]) => begin.test(rest));
    if (refused !== undefined) return { problem: refused[1] };
    const token = TOKEN.exec(rest)?.[0];
    if (token === undefined) return { problem: `cannot be read from \`${rest.slice(0, 20)}\` on` };
    if (token.startsWith("{") && before === ")") {
      return { problem: "repeats a group a number of times: write it out, or use `*` and `+`" };
    }
    const counts = token.startsWith("{") ? (token.match(/\d+/g) ?? []) : [];
    if (counts.some((count) => Number(count) > MOST_REPEATS)) {
      return { problem: `repeats more than ${MOST_REPEATS} times` };
    }
    if (isMisplaced(token, { before, after: rest.slice(token.length), depth })) {
      return {
        problem: `has \`${token}\` inside, which is taken at the ${token === "^" ? "start" : "end"} of the whole or of one of its alternatives`,
      };
    }
    if (token.startsWith("(")) depth++;
    if (token === ")") depth--;
    text += token === "." ? "[^\\n]" : token;
    before = token;
  }
  try {
    new RegExp(text, "u");
    return { text };
  } catch {
    return { problem: "is no regular expression" };
  }
}

/** Anchors hold for a whole alternative: elsewhere they can match nothing, or what the next reader does not expect. */
function isMisplaced(
  token: string,
  { before, after, depth }: { readonly before: string; readonly after: string; readonly depth: number },
): boolean {
  if (token === "^") return depth > 0 || !["", "|"].includes(before);
  return token === "$" && (depth > 0 || !["", "|"].includes(after.slice(0, 1)));
}

const compiled = new Map<string, RegExp>();

/** Whether the pattern, as `portablePattern` gives it, is found anywhere in the text. */
export function matchesText(text: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(pattern, "u");
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

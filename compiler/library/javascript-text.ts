// JavaScript operators as text with the parentheses that the formatter keeps, and no others.

const EQUALITY = 4;
const FACTOR = 7;

/** Binding strength; the formatter's own rules are in `keepsParentheses`. */
const STRENGTH: Readonly<Record<string, number>> = {
  "?": 0,
  "??": 1,
  "||": 2,
  "&&": 3,
  "===": EQUALITY,
  "!==": EQUALITY,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "+": 6,
  "-": 6,
  "*": FACTOR,
  "/": FACTOR,
  "%": FACTOR,
};
const UNARY = 8;
const FLAT = new Set(["+", "-", "*", "/", "??", "&&", "||"]);

/** `left op right`, always in parentheses; whoever places it takes them off with `bare` where they are idle. */
export function binary(left: string, operator: string, right: string): string {
  return `(${place(left, operator, "left")} ${operator} ${place(right, operator, "right")})`;
}

export function conditional(condition: string, whenTrue: string, whenFalse: string): string {
  const keeps = (text: string, ...operators: readonly string[]): string =>
    operators.includes(operatorOf(text) ?? "") ? text : bare(text);
  return `(${keeps(condition, "?", "??")} ? ${keeps(whenTrue, "?", "??")} : ${keeps(whenFalse, "??")})`;
}

export function unary(operator: "-" | "!", operand: string): string {
  const inner = operatorOf(operand);
  const idle = inner === "!" || (inner === "-1" && operator === "!");
  const text = idle ? bare(operand) : operand;
  return operator === "-" && text.startsWith("-") ? `(-(${text}))` : `(${operator}${text})`;
}

export function call(name: string, ...args: readonly string[]): string {
  return `${name}(${args.map(bare).join(", ")})`;
}

/** Without the parentheses around the whole, for places that need none. */
export function bare(text: string): string {
  return isWrapped(text) ? text.slice(1, -1) : text;
}

function place(operand: string, parent: string, side: "left" | "right"): string {
  const child = operatorOf(operand);
  return child === null || keepsParentheses(child, parent, side) ? operand : bare(operand);
}

function keepsParentheses(child: string, parent: string, side: "left" | "right"): boolean {
  const inner = child === "!" || child === "-1" ? UNARY : (STRENGTH[child] ?? 0);
  const outer = STRENGTH[parent] ?? 0;
  if (child === "?" || inner < outer) return true;
  if (inner === outer) {
    if (child === parent && (parent === "&&" || parent === "||" || parent === "??")) return false;
    if (side === "right" || outer === EQUALITY || !FLAT.has(child) || !FLAT.has(parent)) return true;
    return outer === FACTOR && child !== parent;
  }
  if (parent === "??") return inner < EQUALITY;
  if (parent === "||" && child === "&&") return true;
  return child === "%" && (parent === "+" || parent === "-");
}

/** The operator of text in parentheses (`-1` is unary minus); null for names, calls and literals. */
function operatorOf(text: string): string | null {
  if (!isWrapped(text)) return null;
  const operators: string[] = [];
  walk(text.slice(1, -1), (depth, word, at) => {
    // A minus in front of everything is unary.
    if (depth === 0 && at > 0 && STRENGTH[word] !== undefined) operators.push(word);
  });
  if (operators.includes("?")) return "?";
  const weakest = operators.sort((a, b) => (STRENGTH[a] ?? 0) - (STRENGTH[b] ?? 0))[0];
  return weakest ?? (text[1] === "!" ? "!" : "-1");
}

function isWrapped(text: string): boolean {
  if (!text.startsWith("(") || !text.endsWith(")")) return false;
  let closed = false;
  let whole = true;
  walk(text, (depth, word) => {
    if (closed) whole = false;
    if (depth === 0 && word === ")") closed = true;
  });
  return whole && closed;
}

/** Words between blanks and brackets, each with its depth; strings are one word. */
function walk(text: string, visit: (depth: number, word: string, at: number) => void): void {
  let depth = 0;
  for (const { 0: word, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()]|[^\s()"']+/g)) {
    if (word === ")") depth--;
    visit(depth, word, index);
    if (word === "(") depth++;
  }
}

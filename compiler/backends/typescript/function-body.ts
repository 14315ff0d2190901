// The expressions of one function as straight-line TypeScript: shared parts once, each line short enough to read.
import type { CallExpression, Expression } from "../../ir/expression.ts";
import { emitJavaScript } from "../../library/emit.ts";
import { type ExpressionIds, expressionIds, isLazy } from "./expression-ids.ts";
import { fits, statement } from "./layout.ts";
import type { LocalNames } from "./names.ts";

export interface BodyScope {
  readonly names: LocalNames;
  input(path: readonly string[]): string;
  atom(id: string): string;
}

const STEP = "\0step";

export class FunctionBody {
  readonly #scope: BodyScope;
  readonly #ids: ExpressionIds;
  readonly #steps = new Map<number, string>();
  readonly #lines: string[] = [];
  readonly #helpers = new Set<string>();

  /** All expressions that will be asked for: what they share becomes a constant. */
  constructor(scope: BodyScope, expressions: readonly Expression[]) {
    this.#scope = scope;
    this.#ids = expressionIds(expressions);
  }

  /** Names to import from "bifold/functions". */
  get helpers(): readonly string[] {
    return [...this.#helpers].sort();
  }

  /** The constants that texts refer to, in order. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Text for the right of `:` or `=`; `room` is what stands beside it on its line. */
  text(expression: Expression, room: number): string {
    return this.#short(this.#replaceShared(expression), room);
  }

  /** Long text gets its arguments out of the way, those that are computed in any case. */
  #short(expression: Expression, room: number): string {
    const whole = this.#emit(expression);
    if (fits(whole + " ".repeat(room)) || expression.kind !== "call") return whole;
    const args = expression.args.map((arg, index) =>
      arg.kind === "call" && !isLazy(expression, index) ? this.#step(arg) : arg,
    );
    return this.#emit({ ...expression, args });
  }

  #emit(expression: Expression): string {
    const scope = {
      helper: (name: string) => {
        this.#helpers.add(name);
        return name;
      },
      bind: (text: string) => this.#constant(text),
    };
    const input = (path: readonly string[]): string =>
      path[0] === STEP ? (path[1] ?? "") : this.#scope.input(path);
    return emitJavaScript(expression, scope, input, (id) => this.#scope.atom(id));
  }

  #replaceShared(expression: Expression): Expression {
    if (expression.kind !== "call") return expression;
    const shared = this.#ids.shared(expression);
    if (shared !== null) return this.#step(shared);
    return { ...expression, args: expression.args.map((arg) => this.#replaceShared(arg)) };
  }

  /** A constant that holds `expression`, made the first time. */
  #step(expression: CallExpression): Expression {
    const id = this.#ids.idOf(expression);
    let name = this.#steps.get(id);
    if (name === undefined) {
      const args = expression.args.map((arg) => this.#replaceShared(arg));
      name = this.#constant(this.#short({ ...expression, args }, 24));
      this.#steps.set(id, name);
    }
    return { kind: "input", path: [STEP, name], type: expression.type };
  }

  #constant(text: string): string {
    const name = this.#scope.names.take(`step${this.#lines.length}`);
    this.#lines.push(statement(1, `const ${name} = ${text};`));
    return name;
  }
}

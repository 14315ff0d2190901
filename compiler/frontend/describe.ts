// What a value is, in the words of messages.
import type { Value } from "./value.ts";

/** `a list`, `'mean' itself`: to stand inside a sentence. */
export function describe(value: Value): string {
  switch (value.kind) {
    case "expression": {
      if (value.expression.kind !== "literal") return "a computed value";
      const { type } = value.expression.value;
      return type === "null" ? "null" : `a ${type}`;
    }
    case "list":
      return "a list";
    case "record":
      return "an object";
    case "function":
      return value.name === "" ? "a function" : `the function '${value.name}'`;
    case "row":
      if (value.levels === 2) return "the inputs as a whole";
      return value.path.length === 0 ? "a whole row" : `'${value.path.join(".")}' as a whole`;
    case "bifold":
    case "global":
      return `'${value.name}' itself`;
    case "type":
      return "a type";
    case "file":
      return `a ${value.format} file`;
    case "role":
      return "a view under a role";
    case "reader":
      return "the function that reads views";
    case "declaration":
      return `the declaration '${value.name}'`;
    case "error":
      return "this";
  }
}

/** How to make a part of a feature of something that is none. */
export function adviceFor(value: Value): string | undefined {
  switch (value.kind) {
    case "function":
      return "Call it, and use its result.";
    case "row":
      return value.levels === 2 ? "Name a view and one of its features." : "Name one of its values.";
    case "bifold":
      return "Call it.";
    case "global":
      return "Call one of its functions.";
    case "reader":
      return "Call it with a view, and name a feature.";
    case "role":
    case "declaration":
      return "Take it as an input of a request view, and name a feature.";
    default:
      return undefined;
  }
}

/** The same at the beginning of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

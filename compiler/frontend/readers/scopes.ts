// What the parameters of a declaration's functions stand for.
import type { Value } from "../value.ts";

/** A row of the source: its properties are columns. */
export const ROW: Value = { kind: "row", path: [], levels: 1 };

/** The request: its properties are fields. */
export const REQUEST: Value = { kind: "row", path: ["request"], levels: 1 };

/** The inputs of a view: their properties are views, whose properties are features. */
export const INPUTS: Value = { kind: "row", path: [], levels: 2 };

/** The views of a model's training set: called with one of them. */
export const READ: Value = { kind: "reader" };

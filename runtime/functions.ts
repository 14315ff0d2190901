// What generated modules import as "bifold/functions": the shared definitions behind the language's functions.
export * from "../compiler/library/helpers.ts";

// What generated modules import from the runtime, by the package's own exports.

export const SERVING = "bifold/serving";
export const FUNCTIONS = "bifold/functions";

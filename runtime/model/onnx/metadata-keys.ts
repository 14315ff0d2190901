// The keys under which a model file names its own inputs and output: what its trainer saw, in order.

/** A JSON array of feature names, in the order of the input's columns. */
export const FEATURES_KEY = "bifold.features";
/** The name of the output that is the prediction. */
export const OUTPUT_KEY = "bifold.output";

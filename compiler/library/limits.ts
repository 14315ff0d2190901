// How much one request field may hold, on every face that says so.

/** Items of a list in a request; a vector has as many as its type says. */
export const MOST_LIST_ITEMS = 1_000;

export const A = "a";

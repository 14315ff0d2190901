export const TEXT = "a";

export const DESCRIPTION = "a";
const hidden = "b";

export const LATE = ;

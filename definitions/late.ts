// What "late" means, said once: features, labels and the model's name all use it.

/** Minutes of arrival delay from which a flight counts as late (the US DOT's definition). */
export const LATE = 15;

/** Delays below this many minutes are errors of recording: no flight lands three hours early. */
export const EARLIEST = -180;

/** 1 for a late flight, 0 for one on time: its mean is the share of late flights. */
export const isLate = (delay: number): number => (delay > LATE ? 1 : 0);

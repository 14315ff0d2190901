// Numbers that look drawn at random and are the same in every run.

/** SQL of a number in [0, 1) that the given columns decide. */
export function drawn(parts: string): string {
  return `((hash(${parts}) % 1000003) / 1000003.0::DOUBLE)`;
}

/** SQL of an instant from one day up to another, to the microsecond. */
export function between(from: string, to: string, parts: string): string {
  const start = Date.parse(`${from}T00:00:00Z`) * 1000;
  const length = Date.parse(`${to}T00:00:00Z`) * 1000 - start;
  return `make_timestamp((${start} + floor(${drawn(parts)} * ${length}))::BIGINT)`;
}

// SQL text that knows the earliest stage it is valid in, so that values used twice are computed once.

/**
 * A piece of SQL. Stage 0 reads the input columns; a bound value becomes a column of stage n, readable from stage
 * n + 1 on. The emitter prints one SELECT a stage: plans stay linear where nested macros explode.
 */
export interface Sql {
  readonly text: string;
  readonly stage: number;
}

/** Template tag: sql`${a} + ${b}` is valid from the latest stage of its parts; plain strings are inserted as they are. */
export function sql(parts: TemplateStringsArray, ...values: readonly (Sql | string)[]): Sql {
  let text = parts[0] ?? "";
  let stage = 0;
  values.forEach((value, index) => {
    if (typeof value === "string") text += value;
    else {
      text += value.text;
      stage = Math.max(stage, value.stage);
    }
    text += parts[index + 1] ?? "";
  });
  return { text, stage };
}

/** A column of the input, or text without references. */
export function rawSql(text: string, stage = 0): Sql {
  return { text, stage };
}

// A statement as a list of named steps: printed as one WITH, each step once, in order.

export interface Step {
  readonly name: string;
  readonly body: string;
  /** Why it is there, printed above it. */
  readonly comment?: string;
  /** Inlined steps are read once; all others are materialized, because they are read several times or number rows. */
  readonly inline?: boolean;
}

export function printStatement(steps: readonly Step[], select: string): string {
  if (steps.length === 0) return `${select}\n`;
  const printed = steps.map((step) => {
    const comment = step.comment === undefined ? "" : `-- ${step.comment}\n`;
    return `${comment}${step.name} AS ${step.inline ? "" : "MATERIALIZED "}(\n${indent(step.body)}\n)`;
  });
  return `WITH\n${printed.join(",\n")}\n${select}\n`;
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");
}

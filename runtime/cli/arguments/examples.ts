// The last part of a command's help: how it is typed.

export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ npx bifold ${line}`).join("\n")}\n`;
}

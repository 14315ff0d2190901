// A feature over several windows becomes one feature a window, named for it.
import type { DeclaredEntry } from "../ir/declaration.ts";
import { isOver } from "./aggregate-calls.ts";
import { literalText } from "./time.ts";

/** `delay: mean(x).over(["1h", "1d"])` gives `delay_1h` and `delay_1d`; other entries stay as they are. */
export function expandWindows(entries: readonly DeclaredEntry[]): readonly DeclaredEntry[] {
  return entries.flatMap((entry) => {
    const { value } = entry;
    if (!isOver(value)) return [entry];
    const [receiver, windows, ...options] = value.args;
    if (receiver === undefined || windows?.kind !== "list" || windows.items.length === 0) return [entry];
    return windows.items.map((window) => ({
      ...entry,
      name: `${entry.name}_${literalText(window)?.text ?? "window"}`,
      value: { ...value, args: [receiver, window, ...options] },
    }));
  });
}

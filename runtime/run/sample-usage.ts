// Samples what a command uses while it runs, as metrics of its run.
import { readUsage } from "./process-usage.ts";

/** Metrics of the machine, not of the model: these are never compared. */
export const SYSTEM_PREFIX = "system/";

export interface SampleOptions {
  readonly pid: number;
  /** Milliseconds between two samples. */
  readonly every: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly take: (values: Readonly<Record<string, number>>, step: number) => void;
}

export interface Sampling {
  /** Resolves when no sample is under way. */
  readonly stop: () => Promise<Peak>;
}

export interface Peak {
  /** Bytes; null where the command was too short to look at. */
  readonly rss: number | null;
}

const FIRST_MS = 100;

export function sampleUsage({ pid, every, now, take }: SampleOptions): Sampling {
  let stopped = false;
  let step = 0;
  let peak: number | null = null;
  let before: { readonly time: number; readonly cpuSeconds: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let sampling = Promise.resolve();

  const sample = async (): Promise<void> => {
    const usage = await readUsage(pid).catch(() => null);
    if (usage === null || stopped) return;
    const time = now();
    const { rss, cpuSeconds, processes } = usage;
    peak = Math.max(peak ?? 0, rss);
    const share =
      before === null || time <= before.time
        ? {}
        : {
            [`${SYSTEM_PREFIX}cpu_percent`]:
              (Math.max(0, cpuSeconds - before.cpuSeconds) * 100_000) / (time - before.time),
          };
    before = { time, cpuSeconds };
    take(
      {
        ...share,
        [`${SYSTEM_PREFIX}cpu_seconds`]: cpuSeconds,
        [`${SYSTEM_PREFIX}rss_megabytes`]: rss / 1e6,
        [`${SYSTEM_PREFIX}processes`]: processes,
      },
      step++,
    );
  };
  const plan = (wait: number): void => {
    timer = setTimeout(() => {
      sampling = sample().then(() => {
        if (!stopped) plan(every);
      });
    }, wait);
  };
  plan(FIRST_MS);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sampling;
      return { rss: peak };
    },
  };
}

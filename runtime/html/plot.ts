// Plots as inline SVG: lines with error bars, and bars, over two axes.
import { escapeHtml } from "./page.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Bounds of an interval of y. */
  readonly low?: number;
  readonly high?: number;
}

export interface Line {
  readonly name: string;
  readonly kind: "one" | "two";
  readonly points: readonly Point[];
  readonly dots?: boolean;
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  /** Drawn one upon the other, from below. */
  readonly parts: readonly number[];
}

export interface Axes {
  readonly x: string;
  readonly y: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

const WIDTH = 400;
const HEIGHT = 300;
const LEFT = 60;
const RIGHT = 14;
const TOP = 22;
const BOTTOM = 44;
/** At most so many steps between the lowest tick and the highest. */
const TICKS = 5;
const ROUND = [1, 2, 2.5, 5];
const NUMBERS = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
const KINDS = ["one", "two"] as const;

/** `diagonal`: draws where y equals x. */
export function linePlot(axes: Axes, lines: readonly Line[], { diagonal = false } = {}): string {
  const { x, y } = scales(axes);
  const even = diagonal
    ? `<line class="even" x1="${x(axes.xRange[0])}" y1="${y(axes.xRange[0])}" x2="${x(axes.xRange[1])}" y2="${y(axes.xRange[1])}"/>`
    : "";
  const drawn = lines.map(({ kind, points, dots = false }) => {
    const path = points.map((point) => `${x(point.x)},${y(point.y)}`).join(" ");
    const bars = points.flatMap(({ x: at, low, high }) =>
      low === undefined || high === undefined
        ? []
        : [
            `<line x1="${x(at)}" y1="${y(low)}" x2="${x(at)}" y2="${y(high)}" stroke="currentColor" opacity=".5"/>`,
          ],
    );
    const marks = dots
      ? points.map((point) => `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3" fill="currentColor"/>`)
      : [];
    return `<g class="${kind}"><polyline fill="none" stroke="currentColor" stroke-width="1.6" points="${path}"/>${bars.join("")}${marks.join("")}</g>`;
  });
  return frame(axes, [even, ...drawn], lines.length > 1 ? lines : []);
}

export function barPlot(axes: Axes, bars: readonly Bar[], names: readonly string[]): string {
  const { x, y } = scales(axes);
  const drawn = bars.map(({ from, to, parts }) => {
    let below = 0;
    const rectangles = parts.map((part, index) => {
      const [top, bottom] = [y(below + part), y(below)];
      below += part;
      const width = Math.max(0.5, x(to) - x(from) - 0.5);
      return `<rect class="${KINDS[index] ?? "one"}" x="${x(from)}" y="${top}" width="${width.toFixed(1)}" height="${(bottom - top).toFixed(1)}" fill="currentColor" opacity=".75"/>`;
    });
    return rectangles.join("");
  });
  const legend = names.map((name, index) => ({ name, kind: KINDS[index] ?? "one" }));
  return frame(axes, drawn, legend.length > 1 ? legend : []);
}

function scales({ xRange, yRange }: Axes) {
  const scale =
    ([low, high]: readonly [number, number], start: number, end: number) =>
    (value: number) => {
      const share = high === low ? 0.5 : (value - low) / (high - low);
      return Number((start + (end - start) * Math.min(1, Math.max(0, share))).toFixed(1));
    };
  return {
    x: scale(xRange, LEFT, WIDTH - RIGHT),
    y: scale(yRange, HEIGHT - BOTTOM, TOP),
  };
}

function frame(
  axes: Axes,
  parts: readonly string[],
  legend: readonly { readonly name: string; readonly kind: string }[],
): string {
  const { x, y } = scales(axes);
  const across = ticks(axes.xRange).map(
    (value) =>
      `<text x="${x(value)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${tickText(value)}</text>`,
  );
  const up = ticks(axes.yRange).map(
    (value) =>
      `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/>` +
      `<text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${tickText(value)}</text>`,
  );
  const names = legend.map(
    ({ name, kind }, index) =>
      `<g class="${kind}"><rect x="${LEFT + index * 130}" y="5" width="10" height="10" fill="currentColor"/>` +
      `<text x="${LEFT + 14 + index * 130}" y="14">${escapeHtml(name)}</text></g>`,
  );
  const titles =
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(axes.x)}</text>` +
    `<text transform="translate(11 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(axes.y)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(`${axes.y} by ${axes.x}`)}">${[...up, ...across, ...parts, ...names, titles].join("")}</svg>`;
}

/** Round numbers within the range: multiples of 1, 2, 2.5 or 5 times a power of ten. */
function ticks([low, high]: readonly [number, number]): readonly number[] {
  if (!(high > low)) return [low];
  const power = 10 ** Math.floor(Math.log10((high - low) / TICKS));
  const step = power * (ROUND.find((each) => each * power * TICKS >= high - low) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

function tickText(value: number): string {
  return NUMBERS.format(value);
}

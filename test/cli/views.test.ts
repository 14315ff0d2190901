// What the command line draws: bars on a terminal, sparse lines elsewhere, numbers as people read them.
import { expect, test } from "vitest";
import { renderFailure } from "../../runtime/cli/views/failure.ts";
import { bytes, count, duration, instant, milliseconds } from "../../runtime/cli/views/numbers.ts";
import { Progress } from "../../runtime/cli/views/progress.ts";
import { Screen } from "../../runtime/cli/views/screen.ts";
import { UserError } from "../../runtime/user-error.ts";

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, columns: 60, write: (text: string) => written.push(text) };
}

test("on a terminal a bar is drawn over itself, at most ten times a second, and wiped at the end", () => {
  const terminal = stream(true);
  let now = 1_000;
  const progress = new Progress(terminal, "build", () => now);
  progress.update(0.5, "half");
  now += 50;
  progress.update(0.6);
  now += 60;
  progress.update(1);
  progress.clear();
  expect(terminal.written).toEqual([
    "\r\u001B[2Kbuild  ████████████░░░░░░░░░░░░   50 %  0.00 s  half",
    "\r\u001B[2Kbuild  ████████████████████████  100 %  0.11 s",
    "\r\u001B[2K",
  ]);
});

test("elsewhere a line is written every ten seconds, and none for what is quick", () => {
  const pipe = stream(false);
  let now = 1_000;
  const progress = new Progress(pipe, "build", () => now);
  progress.update(0.1);
  now += 11_000;
  progress.update(0.4, "rows");
  now += 1_000;
  progress.update(0.5);
  progress.clear();
  expect(pipe.written).toEqual(["build  40 %  11 s  rows\n"]);
});

test.each([
  [{}, true, true],
  [{ NO_COLOR: "1" }, true, false],
  [{ TERM: "dumb" }, true, false],
  [{}, false, false],
])("colours with %j on a terminal (%j): %j", (variables, isTTY, colored) => {
  const surroundings = {
    folder: "/",
    variables,
    stdout: stream(isTTY),
    stderr: stream(isTTY),
    now: () => 0,
    signal: new AbortController().signal,
  };
  const screen = new Screen(surroundings, false);
  expect(screen.color).toBe(colored);
  expect(screen.style("bold", "x") !== "x").toBe(colored);
});

test("a user's error has a place for why and hint; anything else is short, with a way to the stack", () => {
  const error = new UserError({ code: "F5001", message: "No file.", why: "Because.", hint: "Write it." });
  expect(renderFailure(error, { color: false, debug: false })).toBe(
    "error F5001: No file.\n  why   Because.\n  hint  Write it.\n",
  );
  const fault = new Error("boom", { cause: new Error("deep") });
  const short = renderFailure(fault, { color: false, debug: false });
  expect(short).toMatch(/^error: boom\n {2}why .*\n {2}hint {2}.*BIFOLD_DEBUG=1/);
  expect(short).not.toContain("views.test.ts");
  const long = renderFailure(fault, { color: false, debug: true });
  expect(long).toContain("views.test.ts");
  expect(long).toContain("Caused by: Error: deep");
});

test("numbers", () => {
  expect([duration(0.123), duration(3.21), duration(59.6), duration(125)]).toEqual([
    "0.12 s",
    "3.2 s",
    "60 s",
    "2 min 5 s",
  ]);
  expect([bytes(812), bytes(1_400_000), bytes(254_000_000)]).toEqual(["812 B", "1.4 MB", "254 MB"]);
  expect([milliseconds(0.5), milliseconds(12.34)]).toEqual(["0.50 ms", "12.3 ms"]);
  expect([count(1, "row"), count(2_999_997, "row"), count(0, "entity", "entities")]).toEqual([
    "1 row",
    "2,999,997 rows",
    "0 entities",
  ]);
  expect([instant(0), instant(1_500_000), instant(-1)]).toEqual([
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:01.5Z",
    "1969-12-31T23:59:59.999999Z",
  ]);
});

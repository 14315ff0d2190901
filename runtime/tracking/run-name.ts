// A readable name for a run that was given none, drawn from its id.

const QUALITIES =
  "able agile brave bright calm clever crisp eager fair fine gentle glad keen kind lively lucid merry neat noble proud quick quiet rapid rare sharp shy smart sound spry steady swift wise".split(
    " ",
  );
const CREATURES =
  "ant bear bee crane crow deer dove eel elk finch fox frog gnu gull hare hawk ibis jay kite lark lynx mole moth newt otter owl perch quail raven seal stork tern".split(
    " ",
  );

/** The same id always gives the same name, such as `swift-heron-042`. */
export function runNameOf(runId: string): string {
  let hash = 0;
  for (const character of runId) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  const quality = QUALITIES[hash % QUALITIES.length];
  const creature = CREATURES[(hash >>> 5) % CREATURES.length];
  return `${quality}-${creature}-${String((hash >>> 10) % 1000).padStart(3, "0")}`;
}

// A ttl must outlast the time that rows take to be known: else every latest value is too old.
import { lagOf } from "../../library/lag.ts";
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const ttlLag: Rule = ({ soundParts, named, report }) => {
  for (const [declared, view] of soundParts) {
    const source = named.sources.get(view.source);
    if (view.ttl === null || declared.ttl === null || source === undefined) continue;
    const lag = lagOf(source);
    if (lag.kind !== "constant" || view.ttl > lag.us + (view.refresh?.delay ?? 0)) continue;
    const message = `The ttl '${declared.ttl.text}' is not longer than rows of '${source.name}' take to be known.`;
    report.add(codes.ttlWithinLag, declared.ttl.span, message, {
      hint: "Lengthen the ttl beyond the source's availability and the refresh's delay.",
    });
  }
};

// A ttl must outlast the refresh: else values vanish between one cut and the next.
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const ttlRefresh: Rule = ({ soundParts, report }) => {
  for (const [declared, view] of soundParts) {
    if (view.ttl === null || view.refresh === null || declared.ttl === null) continue;
    if (view.ttl >= view.refresh.every + view.refresh.delay) continue;
    const { refresh } = declared;
    const delayed = view.refresh.delay > 0 ? " and its delay" : "";
    report.add(
      codes.ttlWithinRefresh,
      declared.ttl.span,
      `The ttl '${declared.ttl.text}' is shorter than the refresh${delayed}.`,
      {
        hint: "Lengthen the ttl, or refresh more often.",
        related: [{ message: "refreshed here", span: refresh.span }],
      },
    );
  }
};

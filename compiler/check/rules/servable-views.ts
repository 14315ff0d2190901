// Views of a deployment must be refreshed at a cadence: nothing serves streams yet.
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const servableViews: Rule = ({ deployments, featureViews, named, report }) => {
  const streams = new Map(
    [...featureViews.keys()]
      .filter(({ refresh }) => refresh.mode === "stream")
      .map(({ name, refresh }) => [name, refresh.span]),
  );
  for (const [declared, deployment] of deployments) {
    const model = deployment === null ? undefined : named.models.get(deployment.model);
    const set = model === undefined ? undefined : named.trainingSets.get(model.trainingSet);
    for (const view of set?.featureViews ?? []) {
      const span = streams.get(view);
      if (span === undefined) continue;
      report.add(
        codes.streamNotServable,
        declared.model.span,
        `View '${view}' streams, and cannot be served yet.`,
        {
          hint: 'Give the view a cadence, as in `refresh: { every: "1m" }`.',
          related: [{ message: "declared as a stream here", span }],
        },
      );
    }
  }
};

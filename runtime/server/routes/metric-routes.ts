// Metric histories and the list of artifacts of a run, over HTTP.
import { invalid } from "../../database/store-error.ts";
import { metricHistory } from "../../tracking/metric-history.ts";
import { readRunInfo } from "../../tracking/read-runs.ts";
import { sampleHistory } from "../../tracking/sample-history.ts";
import type { Route } from "../route.ts";
import { artifactPathIn, fileMessages } from "../wire/artifact-messages.ts";
import { metricMessage, pageMessage } from "../wire/tracking-messages.ts";
import { runIdOf } from "./run-routes.ts";

const PAGE = 25_000;
const MAX_RUNS = 100;

export const metricRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "metrics/get-history",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const page = await metricHistory(metadata, runIdOf(fields), fields.requiredText("metric_key"), {
        maxResults: fields.maxResults(PAGE, 50_000),
        pageToken: fields.text("page_token"),
      });
      return pageMessage("metrics", page.items.map(metricMessage), page.nextToken);
    },
  },
  {
    method: "GET",
    path: "metrics/get-history-bulk",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const runIds = fields.texts("run_id");
      checkRuns(runIds);
      const key = fields.requiredText("metric_key");
      const maxResults = Math.min(fields.integer("max_results") ?? PAGE, PAGE);
      const metrics = [];
      for (const run_id of runIds) {
        const { items } = await metricHistory(metadata, run_id, key, {
          maxResults: maxResults - metrics.length,
        });
        metrics.push(...items.map((metric) => ({ ...metricMessage(metric), run_id })));
        if (metrics.length >= maxResults) break;
      }
      return { metrics };
    },
  },
  {
    method: "GET",
    path: "metrics/get-history-bulk-interval",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const runIds = fields.texts("run_ids");
      checkRuns(runIds);
      const key = fields.requiredText("metric_key");
      const maxResults = fields.maxResults(320, 2_500);
      const start = fields.integer("start_step");
      const end = fields.integer("end_step");
      if ((start === undefined) !== (end === undefined)) {
        throw invalid("If either start step or end step are specified, both must be specified.");
      }
      const steps = start === undefined || end === undefined ? undefined : { start, end };
      if (steps !== undefined && steps.start > steps.end) {
        throw invalid(
          `end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`,
        );
      }
      const metrics = [];
      for (const run_id of runIds) {
        const points = await sampleHistory(metadata, run_id, key, { maxResults, steps });
        metrics.push(...points.map((metric) => ({ ...metricMessage(metric), run_id })));
      }
      return pageMessage("metrics", metrics, null);
    },
  },
  {
    method: "GET",
    path: "artifacts/list",
    role: "reader",
    async handle({ fields }, { metadata, artifacts }) {
      const { artifactUri } = await readRunInfo(metadata, runIdOf(fields));
      const path = fields.text("path") ?? "";
      const entries = await artifacts.list(artifactPathIn(artifactUri, path));
      const files = fileMessages(entries, path === "" ? "" : `${path}/`);
      return { root_uri: artifactUri, ...pageMessage("files", files, null) };
    },
  },
];

function checkRuns(runIds: readonly string[]): void {
  if (runIds.length === 0) throw invalid("The request must specify at least one run_id.");
  if (runIds.length > MAX_RUNS) {
    throw invalid(
      `The request cannot specify more than ${MAX_RUNS} run_ids. Received ${runIds.length} run_ids.`,
    );
  }
}

// GET /metrics: everything counted, as Prometheus text.
import { isStale } from "./freshness.ts";
import { PrometheusText } from "./prometheus.ts";
import type { ServingState } from "./serving-state.ts";
import type { ViewCut } from "./view-cuts.ts";

/** `cuts` is null where the store does not answer; `tau` in microseconds. */
export function printMetrics(state: ServingState, cuts: readonly ViewCut[] | null, tau: number): string {
  const text = new PrometheusText();
  printRequests(text, state);
  printViews(text, state, cuts, tau);
  printModels(text, state);
  printSwaps(text, state);
  return text.toString();
}

function printRequests(text: PrometheusText, { metrics, lifecycle }: ServingState): void {
  const used = metrics.routes.filter((route) => route.durations.count > 0);
  text.metric("bifold_requests_total", "counter", "Requests answered, by route and HTTP status.");
  for (const { method, route, statuses } of used) {
    for (const [status, count] of statuses) {
      text.sample("bifold_requests_total", { method, route, status: String(status) }, count);
    }
  }
  text.metric("bifold_request_duration_seconds", "histogram", "From a request's first byte to its answer.");
  for (const { method, route, durations } of used) {
    text.histogram("bifold_request_duration_seconds", { method, route }, durations);
  }
  text.metric("bifold_requests_in_flight", "gauge", "Requests in work.");
  text.sample("bifold_requests_in_flight", {}, lifecycle.inFlight);
  text.metric("bifold_draining", "gauge", "1 while the server finishes its last requests.");
  text.sample("bifold_draining", {}, lifecycle.draining ? 1 : 0);
}

function printViews(
  text: PrometheusText,
  { metrics }: ServingState,
  cuts: readonly ViewCut[] | null,
  tau: number,
): void {
  text.metric("bifold_feature_rows_total", "counter", "Stored rows read for instances, by view and status.");
  for (const { view, statuses } of metrics.views.values()) {
    for (const [status, count] of Object.entries(statuses)) {
      text.sample("bifold_feature_rows_total", { view, status }, count);
    }
  }
  text.metric("bifold_store_up", "gauge", "1 where the online store answers.");
  text.sample("bifold_store_up", {}, cuts === null ? 0 : 1);
  text.metric("bifold_view_freshness_seconds", "gauge", "Age of the values that a view serves.");
  for (const { view, active } of cuts ?? []) {
    if (active !== null)
      text.sample("bifold_view_freshness_seconds", { view: view.view }, (tau - active.cut) / 1e6);
  }
  text.metric("bifold_view_stale", "gauge", "1 where a later cut of the view is due than the one it serves.");
  for (const { view, active } of cuts ?? []) {
    if (active !== null)
      text.sample("bifold_view_stale", { view: view.view }, isStale(view, active, tau) ? 1 : 0);
  }
}

function printModels(text: PrometheusText, { metrics, models, deployments }: ServingState): void {
  text.metric("bifold_instances_total", "counter", "Instances predicted, by deployment.");
  for (const [deployment, count] of metrics.instances) {
    text.sample("bifold_instances_total", { deployment }, count);
  }
  text.metric("bifold_model_info", "gauge", "The model version that answers for a deployment.");
  for (const { name } of deployments) {
    const model = models.get(name)?.model;
    if (model === undefined) continue;
    const labels = {
      model: model.name,
      version: model.version,
      alias: model.alias ?? "",
      run_id: model.runId ?? "",
    };
    text.sample("bifold_model_info", { deployment: name, ...labels }, 1);
  }
}

function printSwaps(text: PrometheusText, { metrics }: ServingState): void {
  const { registryUp, swaps, behind } = metrics;
  if (registryUp === null) return;
  text.metric("bifold_registry_up", "gauge", "1 where the registry says where aliases point.");
  text.sample("bifold_registry_up", {}, registryUp ? 1 : 0);
  text.metric("bifold_model_swaps_total", "counter", "Moved aliases that were followed, by outcome.");
  for (const [deployment, outcomes] of swaps) {
    for (const [outcome, count] of Object.entries(outcomes)) {
      text.sample("bifold_model_swaps_total", { deployment, outcome }, count);
    }
  }
  text.metric("bifold_model_behind", "gauge", "1 where the alias points to another version than answers.");
  for (const [deployment, isBehind] of behind) {
    text.sample("bifold_model_behind", { deployment }, isBehind ? 1 : 0);
  }
}

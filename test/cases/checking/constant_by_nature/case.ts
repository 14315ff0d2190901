// What is the same for every row, though it is written as if it were not: items that no vector has, labels of no column.
import { featureView, last, lastN, maxN, parquet, source, t, topK, trainingSet } from "bifold";
import { customer } from "./world.ts";

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, customer: t.string, place: t.vector(3), tags: t.list(t.string), step: t.int64, bought: t.bool },
  eventTime: (visit) => visit.at,
});

const FOURTH = 3;
const YES = true;

export const places = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({
    beyond: last(visit.place.at(5)),
    by_one: last(visit.place.at(3) ?? 0),
    before: last(visit.place.at(-4)),
    by_constant: last(visit.place.at(FOURTH)),
    first: last(visit.place.at(0)),
    third: last(visit.place.at(2)),
    first_from_the_end: last(visit.place.at(-3)),
    computed: last(visit.place.at(visit.step)),
    of_a_list: last(visit.tags.at(5)),
    sixth_of_three: lastN(visit.step, 3).at(5),
    fourth_of_three: topK(visit.step, 3).over("1d").at(FOURTH),
    before_three: maxN(visit.step, 3).where(visit.bought).over("1d").at(-4) ?? 0,
    last_of_three: lastN(visit.step, 3).at(-3),
    third_of_three: topK(visit.step, 3).over("1d").at(2),
  }),
  refresh: { every: "10m" },
});

export const constant = trainingSet({
  spine: visits,
  keys: (visit) => ({ customer: visit.customer }),
  asOf: (visit) => visit.at,
  label: () => ({ bought: true }),
  views: [places],
});

export const constant_by_name = trainingSet({
  spine: visits,
  keys: (visit) => ({ customer: visit.customer }),
  asOf: (visit) => visit.at,
  label: () => ({ bought: YES ? 1 : 0 }),
  views: [places],
});

export const sound = trainingSet({
  spine: visits,
  keys: (visit) => ({ customer: visit.customer }),
  asOf: (visit) => visit.at,
  label: (visit) => ({ bought: visit.bought }),
  views: [places],
});

// A label leaks through a union as through its parts, and through features that stand beside other rows.
import { count, entity, featureView, last, parquet, source, sum, t, trainingSet, union } from "bifold";

const columns = { at: t.timestamp, who: t.string, lost: t.bool } as const;
export const person = entity({ keys: { person: t.string } });
export const loans = source({
  from: parquet("data/loans.parquet"),
  columns,
  eventTime: (loan) => loan.at,
  asOf: "inclusive",
});
export const bets = source({
  from: parquet("data/bets.parquet"),
  columns,
  eventTime: (bet) => bet.at,
  asOf: "inclusive",
});
export const risks = union({
  columns: { when: t.timestamp, person: t.string, gone: t.bool },
  from: [
    [loans, (loan) => ({ when: loan.at, person: loan.who, gone: loan.lost })],
    [bets, (bet) => ({ when: bet.at, person: bet.who, gone: bet.lost })],
  ],
});
export const losses = featureView({
  entity: person,
  source: risks,
  key: (risk) => ({ person: risk.person }),
  features: (risk) => ({ last_gone: last(risk.gone) }),
  refresh: { every: "1d" },
});
export const of_bets = featureView({
  entity: person,
  source: bets,
  inputs: { losses: { view: losses, key: (bet) => ({ person: bet.who }) } },
  key: (bet) => ({ person: bet.who }),
  features: (bet, { losses }) => ({ after_loss: sum(losses.last_gone ?? false ? 1 : 0).over("7d") }),
  refresh: { every: "1d" },
});

export const through_union = trainingSet({
  spine: loans,
  keys: (loan) => ({ person: loan.who }),
  asOf: (loan) => loan.at,
  label: (loan) => ({ lost: loan.lost }),
  views: [losses],
});
export const of_the_union = trainingSet({
  spine: risks,
  keys: (risk) => ({ person: risk.person }),
  asOf: (risk) => risk.when,
  label: (risk) => ({ gone: risk.gone }),
  views: [losses],
});
export const beside_rows = trainingSet({
  spine: loans,
  keys: (loan) => ({ person: loan.who }),
  asOf: (loan) => loan.at,
  label: (loan) => ({ lost: loan.lost }),
  views: [of_bets],
});
export const at_the_instant = trainingSet({
  spine: loans,
  keys: (loan) => ({ person: loan.who }),
  asOf: (loan) => loan.at,
  label: {
    horizon: "30d",
    source: bets,
    key: (bet) => ({ person: bet.who }),
    value: () => ({ bets: count().overAll() }),
  },
  views: [losses],
});
export const sound = trainingSet({
  spine: loans,
  keys: (loan) => ({ person: loan.who }),
  asOf: (loan) => loan.at.minus("1us"),
  label: (loan) => ({ lost: loan.lost }),
  views: [losses],
});

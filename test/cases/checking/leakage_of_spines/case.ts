// A spine tells its label by what finds its features, and by when it asks for them.
import { count, entity, featureView, parquet, requestView, role, source, sum, t, trainingSet, union } from "bifold";
import { customer } from "./world.ts";

export const player = entity({ keys: { player: t.string } });
export const slot = entity({ keys: { hour: t.int64 } });

export const loans = source({
  from: parquet("data/loans.parquet"),
  columns: {
    at: t.timestamp,
    due: t.timestamp,
    repaid: t.timestamp.nullable(),
    customer: t.string,
    amount: t.int64,
    lost: t.bool,
    seized: t.bool,
  },
  eventTime: (loan) => loan.at,
});

export const games = source({
  from: parquet("data/games.parquet"),
  columns: { at: t.timestamp, ended: t.timestamp, home: t.string, away: t.string, winner: t.string },
  eventTime: (game) => game.at,
});

export const renamed = union({
  columns: { when: t.timestamp, customer: t.string, bad: t.bool },
  from: [[loans, (loan) => ({ when: loan.at, customer: loan.lost ? "lost" : loan.customer, bad: loan.lost })]],
});

export const borrowed = featureView({
  entity: customer,
  source: loans,
  key: (loan) => ({ customer: loan.customer }),
  features: () => ({ loans_30d: count().over("30d") }),
  refresh: { every: "1d" },
});

export const played = featureView({
  entity: player,
  source: games,
  key: (game) => ({ player: game.home }),
  features: () => ({ games_30d: count().over("30d") }),
  refresh: { every: "1d" },
});

export const by_hour = featureView({
  entity: slot,
  source: games,
  key: (game) => ({ hour: game.at.hour() }),
  features: () => ({ games_30d: count().over("30d") }),
  refresh: { every: "1d" },
});

export const at_game = requestView({
  request: { home: t.string },
  features: (request) => ({ name_length: request.home.length }),
});

export const found_by_label = trainingSet({
  spine: loans,
  keys: (loan) => ({ customer: loan.lost ? "lost" : loan.customer }),
  asOf: (loan) => loan.at,
  label: (loan) => ({ was_lost: loan.lost }),
  views: [borrowed],
});

export const found_by_some = trainingSet({
  spine: loans,
  keys: (loan) => ({ buyer_customer: loan.customer, seller_customer: loan.seized ? "bank" : "none" }),
  asOf: (loan) => loan.at,
  label: (loan) => ({ was_lost: loan.lost && !loan.seized }),
  views: [role("buyer", borrowed), role("seller", borrowed)],
});

export const found_through_union = trainingSet({
  spine: renamed,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => loan.when,
  label: (loan) => ({ was_lost: loan.bad }),
  views: [borrowed],
});

export const found_by_winner = trainingSet({
  spine: games,
  keys: (game) => ({ home_player: game.home, best_player: game.winner }),
  asOf: (game) => game.at,
  label: (game) => ({ won: game.winner === game.home }),
  views: [role("home", played), role("best", played)],
});

export const found_by_end = trainingSet({
  spine: games,
  keys: (game) => ({ hour: game.ended.hour() }),
  asOf: (game) => game.at,
  label: (game) => ({ took: game.ended.secondsSince(game.at) }),
  views: [by_hour],
});

export const asked_by_label = trainingSet({
  spine: loans,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => (loan.lost ? loan.due : loan.at).plus("1h"),
  label: (loan) => ({ was_lost: loan.lost }),
  views: [borrowed],
});

export const asked_by_some = trainingSet({
  spine: loans,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => loan.repaid ?? loan.due,
  label: (loan) => ({ was_late: loan.repaid === null || loan.repaid.isAfter(loan.due) || loan.lost }),
  views: [borrowed],
});

export const part_of_the_outcome = trainingSet({
  spine: loans,
  keys: (loan) => ({ customer: loan.lost ? "lost" : loan.customer }),
  asOf: (loan) => (loan.lost ? loan.due : loan.at),
  label: {
    horizon: "30d",
    source: loans,
    key: (loan) => ({ customer: loan.customer }),
    where: (loan) => loan.lost,
    value: () => ({ losses: count().overAll() }),
  },
  views: [borrowed],
});

export const sound_comparison = trainingSet({
  spine: games,
  keys: (game) => ({ player: game.home, hour: game.at.hour() }),
  asOf: (game) => game.at.minus("10m"),
  request: (game) => ({ home: game.home }),
  label: (game) => ({ won: game.winner === game.home && game.ended.secondsSince(game.at) > 3600 }),
  views: [played, by_hour, at_game],
});

export const sound_instant = trainingSet({
  spine: loans,
  keys: (loan) => ({ customer: loan.customer }),
  asOf: (loan) => loan.due,
  label: (loan) => ({ late_by: (loan.repaid ?? loan.due).secondsSince(loan.due) }),
  views: [borrowed],
});

export const sound_outcome = trainingSet({
  spine: loans,
  keys: (loan) => ({ customer: loan.lost ? "lost" : loan.customer }),
  asOf: (loan) => loan.at.plus("1us"),
  label: {
    horizon: "30d",
    source: loans,
    key: (loan) => ({ customer: loan.customer }),
    value: (loan) => ({ lost: sum(loan.lost ? loan.amount : 0).overAll() }),
  },
  views: [borrowed],
});

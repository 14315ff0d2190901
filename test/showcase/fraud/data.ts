// Half a year of an issuing bank: 400 accounts, one of which makes a fifth of all payments, and late reports.
import { between, drawn } from "../draw.ts";

const ACCOUNT = `CASE WHEN ${drawn("i, 1")} < 0.2 THEN 'a0' ELSE 'a' || floor(${drawn("i, 2")} * 400)::BIGINT END`;
const PAID_AT = between("2024-01-01", "2024-07-01", "i, 3");

export const PAYMENTS = `SELECT i AS sequence, paid_at, account, merchant, amount, channel, country, latitude, longitude, device,
    declined, paid_at + to_minutes(CASE WHEN ${drawn("i, 4")} < 0.1 THEN 2880 ELSE floor(${drawn("i, 5")} * 90)::BIGINT END) AS settled_at
  FROM (SELECT i, ${PAID_AT} AS paid_at, ${ACCOUNT} AS account,
      floor(power(${drawn("i, 6")}, 3) * 200)::BIGINT AS merchant,
      round(exp(1 + ${drawn("i, 7")} * 6), 2)::DECIMAL(12, 2) AS amount,
      ['web', 'pos', 'atm', NULL][1 + floor(${drawn("i, 8")} * 4)::BIGINT] AS channel,
      ['CH', 'DE', 'FR', 'US'][1 + floor(power(${drawn("i, 9")}, 4) * 4)::BIGINT] AS country,
      46 + ${drawn("i, 10")} * 4 AS latitude, 6 + ${drawn("i, 11")} * 4 AS longitude,
      CASE WHEN i % 5 = 0 THEN NULL ELSE 'device-' || floor(${drawn("i, 12")} * 90)::BIGINT END AS device,
      ${drawn("i, 13")} < 0.06 AS declined
    FROM range(12000) t(i))`;

export const TRANSFERS = `SELECT ${between("2024-01-01", "2024-07-01", "i, 21")} AS sent_at,
    'a' || floor(${drawn("i, 22")} * 400)::BIGINT AS sender, 'a' || floor(power(${drawn("i, 23")}, 3) * 400)::BIGINT AS receiver,
    round(10 + ${drawn("i, 24")} * 2000, 2)::DECIMAL(12, 2) AS amount,
    CASE WHEN i % 9 = 0 THEN 'URGENT 😀' WHEN i % 2 = 0 THEN 'rent' ELSE '' END AS memo
  FROM range(4000) t(i)`;

export const CHARGEBACKS = `SELECT paid_at + to_hours(floor(${drawn("sequence, 31")} * 100)::BIGINT) AS paid_at,
    paid_at + to_hours(100) + to_hours(floor(${drawn("sequence, 32")} * 900)::BIGINT) AS reported_at, account, merchant
  FROM (${PAYMENTS}) WHERE ${drawn("sequence, 33")} < 0.03 + 0.2 * (merchant % 17 = 0)::BIGINT`;

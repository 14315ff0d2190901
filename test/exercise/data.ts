// Half a year of a shop: customers who order more in some months than in others, and a campaign in the fifth month.

const HASH = (parts: string): string => `(hash(${parts}) % 1000003) / 1000003.0::DOUBLE`;

/** An order every so often: customers differ a little, and each of their months a lot. */
export const ORDERS = `SELECT 'c' || c AS customer, placed_at, amount FROM (
  SELECT c, TIMESTAMP '2024-01-01' + to_minutes((day * 1440 + ${HASH("c, day, 1")} * 1439)::BIGINT) AS placed_at,
    round(5 + ${HASH("c, day, 2")} * 95, 2) AS amount
  FROM range(600) customers(c), range(180) days(day)
  WHERE ${HASH("c, day, 3")} < 0.01 + 0.02 * ${HASH("c, 4")} + CASE WHEN ${HASH("c, day // 30, 5")} < 0.25 THEN 0.12 ELSE 0 END
)`;

/** Everyone, some day of the fifth month; whether an order followed within 30 days. */
export const CAMPAIGNS = `SELECT customer, sent_at, EXISTS (
    FROM (${ORDERS}) o WHERE o.customer = s.customer AND o.placed_at >= sent_at AND o.placed_at < sent_at + INTERVAL 30 DAY
      AND o.amount > 40
  ) AS ordered
FROM (SELECT 'c' || c AS customer, TIMESTAMP '2024-05-10' + to_hours((${HASH("c, 6")} * 480)::BIGINT) AS sent_at
  FROM range(600) customers(c)) s`;

/** The end of the data: the "today" of the first training job. */
export const TODAY = "2024-06-29T00:00:00Z";

// Two months of a shop's search page: 300 items, a few of which get most of what is shown; logs come minutes late.
import { between, drawn } from "../draw.ts";

const ITEM = (n: number): string => `floor(power(${drawn(`i, ${n}`)}, 4) * 300)::BIGINT`;
const SHOPPER = (n: number): string => `'s' || floor(power(${drawn(`i, ${n}`)}, 2) * 500)::BIGINT`;

export const IMPRESSIONS = `SELECT shown_at, shown_at + to_seconds(floor(${drawn("i, 1")} * 900)::BIGINT + CASE WHEN i % 40 = 0 THEN 86400 ELSE 0 END) AS logged_at,
    shopper, item, query, place, price, ${drawn("i, 2")} < 0.15 / place AS clicked,
    CASE WHEN i % 3 = 0 THEN 'Mozilla (iPhone) Mobile' ELSE 'Mozilla (X11)' END AS user_agent
  FROM (SELECT i, ${between("2024-01-01", "2024-03-01", "i, 3")} AS shown_at, ${SHOPPER(4)} AS shopper, ${ITEM(5)} AS item,
    ['shoes', ' Shoes', 'red 😀 shirt', 'a very long query that goes on', ''][1 + floor(${drawn("i, 6")} * 5)::BIGINT] AS query,
    1 + i % 5 AS place, round(1 + ${drawn("i, 7")} * 150, 2)::DECIMAL(8, 2) AS price FROM range(24000) t(i))`;

export const PURCHASES = `SELECT shown_at + to_minutes(floor(${drawn("shown_at, item, 11")} * 2000)::BIGINT) AS bought_at, shopper, item,
    1 + floor(power(${drawn("shown_at, item, 12")}, 3) * 4)::BIGINT AS pieces, price
  FROM (${IMPRESSIONS}) WHERE clicked AND ${drawn("shown_at, item, 13")} < 0.4`;

export const CATALOGUE = `SELECT ${between("2023-12-01", "2024-03-01", "i, 21")} AS changed_at, i % 290 AS item,
    ['shoes', 'shirts', 'hats', 'ÄÖ'][1 + i % 290 % 4] AS category,
    list_filter(['sale', 'new', 'eco'], lambda tag: hash(tag, i) % 2 = 0) AS tags,
    list_transform(range(8), lambda k: (hash(k, i % 290) % 2001) / 1000.0::DOUBLE - 1) AS embedding,
    round(2 + ${drawn("i, 22")} * 120, 2)::DECIMAL(8, 2) AS price,
    CASE WHEN i % 6 = 0 THEN NULL ELSE round(1 + ${drawn("i, 23")} * 4, 1) END AS rating
  FROM range(1200) t(i)`;

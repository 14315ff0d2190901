// Fourteen months of a grocer: six shops and 40 products, a few of them in most baskets; one shop's tills send once a day.
import { between, drawn } from "../draw.ts";

const SHOPS = "['zurich', 'bern', 'basel', 'genf', 'chur', 'st. gallen']";
const PRODUCT = (n: number): string => `floor(power(${drawn(`i, ${n}`)}, 3) * 40)::BIGINT`;

export const OLD_TILLS = `SELECT ${between("2023-11-01", "2024-08-01", "i, 1")} AS sold_at, ${SHOPS}[1 + floor(${drawn("i, 2")} * 6)::BIGINT] AS shop,
    ${PRODUCT(3)} AS product, 1 + floor(power(${drawn("i, 4")}, 4) * 20)::BIGINT AS pieces, floor(50 + ${drawn("i, 5")} * 3000)::BIGINT AS cents
  FROM range(14000) t(i)`;

export const NEW_TILLS = `SELECT ${between("2024-06-01", "2025-01-01", "i, 11")} AS at,
    ${SHOPS}[1 + floor(${drawn("i, 12")} * 6)::BIGINT] || '/' || (i % 9) AS till, ${PRODUCT(13)} AS product,
    CASE WHEN i % 70 = 0 THEN -1 ELSE 1 + floor(power(${drawn("i, 14")}, 4) * 20)::BIGINT END AS pieces,
    round(0.5 + ${drawn("i, 15")} * 30, 2)::DECIMAL(9, 2) AS amount,
    [NULL, NULL, 'flyer', 'app', 'till receipt'][1 + floor(${drawn("i, 16")} * 5)::BIGINT] AS promotion
  FROM range(16000) t(i)`;

export const DELIVERIES = `SELECT ${between("2023-11-01", "2025-01-01", "i, 21")} AS delivered_at, ${SHOPS}[1 + i % 6] AS shop,
    ${PRODUCT(22)} AS product, 5 + floor(${drawn("i, 23")} * 60)::BIGINT AS pieces, ${drawn("i, 24")} < 0.1 AS out_of_stock
  FROM range(6000) t(i)`;

export const FORECASTS = `SELECT shop, day, day - INTERVAL 2 DAY + to_hours(h) AS issued_at,
    round(12 - 12 * cos(2 * pi() * dayofyear(day) / 366) + 8 * ${drawn("day, shop, h, 31")}, 1) AS celsius,
    CASE WHEN h = 6 THEN NULL ELSE round(${drawn("day, shop, h, 32")} * 20, 1) END AS rain
  FROM (SELECT unnest(${SHOPS}) AS shop), (SELECT TIMESTAMP '2023-11-03' + to_days(d::INTEGER) AS day FROM range(425) t(d)), (SELECT unnest([6, 18]) AS h)`;

export const ORDERS = `SELECT ${between("2024-01-01", "2025-01-01", "i, 41")} AS ordered_at, ${SHOPS}[1 + floor(${drawn("i, 42")} * 6)::BIGINT] AS shop,
    ${PRODUCT(43)} AS product, round(0.5 + ${drawn("i, 44")} * 30, 2)::DECIMAL(9, 2) AS price,
    CASE WHEN i % 8 = 0 THEN 'Urgent: ÄÖÜ' ELSE '' END AS note
  FROM range(3000) t(i)`;

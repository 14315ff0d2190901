// Three years of a lender: 600 borrowers, one of whom has very many loans; reports by the bureau as CSV.
import { between, drawn } from "../draw.ts";

const BORROWER = (n: number): string =>
  `CASE WHEN ${drawn(`i, ${n}`)} < 0.1 THEN 7 ELSE floor(${drawn(`i, ${n + 1}`)} * 600)::BIGINT END`;

export const INSTALMENTS = `SELECT loan, borrower, due_at, due,
    CASE WHEN missed THEN NULL ELSE due_at + to_hours(CASE WHEN ${drawn("i, 41")} < 0.7 THEN -30 ELSE floor(${drawn("i, 42")} * 600)::BIGINT END) END AS paid_at,
    CASE WHEN missed THEN NULL WHEN ${drawn("i, 43")} < 0.05 THEN (due / 2)::DECIMAL(10, 2) ELSE due END AS paid
  FROM (SELECT i, 1 + i % 3 AS loan, ${BORROWER(44)} AS borrower,
      date_trunc('day', ${between("2021-06-01", "2024-06-01", "i, 46")}) AS due_at,
      round(20 + ${drawn("i, 47")} * 400, 2)::DECIMAL(10, 2) AS due, ${drawn("i, 48")} < 0.04 AS missed
    FROM range(14000) t(i))`;

export const BUREAU_REPORTS = `SELECT floor(${drawn("i, 51")} * 600)::BIGINT AS borrower,
    ${between("2021-06-01", "2024-06-01", "i, 52")} AS reported_at,
    CASE WHEN i % 11 = 0 THEN NULL ELSE 300 + floor(${drawn("i, 53")} * 550)::BIGINT END AS score,
    ['A', 'B', 'C', 'D', 'E', 'n/a'][1 + floor(${drawn("i, 54")} * 6)::BIGINT] AS grade,
    round(${drawn("i, 55")} * 50000, 2)::DECIMAL(12, 2) AS open_credit,
    CASE WHEN i % 4 = 0 THEN 'Inquiry, by "phone"' ELSE 'report' END AS note
  FROM range(5000) t(i)`;

export const BALANCES = `SELECT borrower, TIMESTAMP '2022-06-01' + to_days((day * 7)::INTEGER) AS day,
    round(1000 * borrower % 3000 - 500 + 2000 * ${drawn("borrower, day, 61")}, 2) AS balance
  FROM range(600) b(borrower), range(100) d(day) WHERE ${drawn("borrower, day, 62")} < 0.4`;

export const APPLICATIONS = `SELECT i AS application, ${BORROWER(71)} AS borrower, ${between("2022-06-01", "2024-06-01", "i, 73")} AS applied_at,
    round(500 + ${drawn("i, 74")} * 20000, 2)::DECIMAL(10, 2) AS amount,
    [6, 12, 24, 36, 48, 60][1 + i % 6]::BIGINT AS months,
    CASE WHEN i % 7 = 0 THEN NULL ELSE round(2000 + ${drawn("i, 75")} * 6000) END AS income,
    CASE WHEN i % 13 = 0 THEN NULL ELSE 'employer ' || floor(power(${drawn("i, 76")}, 2) * 40)::BIGINT END AS employer,
    CASE WHEN i % 50 = 0 THEN '??' ELSE lpad(floor(${drawn("i, 77")} * 9999)::BIGINT::VARCHAR, 5, '0') END AS postcode,
    ['car', 'house', 'holiday', 'other'][1 + floor(${drawn("i, 78")} * 4)::BIGINT] AS purpose
  FROM range(5000) t(i)`;

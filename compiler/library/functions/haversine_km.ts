// `haversineKm(latitude, longitude, otherLatitude, otherLongitude)`.
import type { FunctionDefinition } from "../define.ts";
import { haversineKm, RADIANS, TWICE_RADIUS } from "../geography.ts";
import { call } from "../javascript-text.ts";
import { asinKernel } from "../kernels/asin.ts";
import { sqlAlgebra } from "../kernels/sql-algebra.ts";
import { cosKernel, sinKernel } from "../kernels/trigonometry.ts";
import { FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { sqlDouble } from "../literals.ts";
import { asDouble, only } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";

const inferNumbers = infersNumbers(4, () => FLOAT64);

export const haversine_km: FunctionDefinition = {
  spellings: [{ form: "function", name: "haversineKm" }],
  summary: "Great-circle distance in km of two points in degrees, on a sphere of 6,371.0088 km.",
  nulls: "strict",
  infer: inferNumbers,
  evaluate: (...degrees) => haversineKm(...(degrees as [number, number, number, number])),
  javascript: (args, scope) => call(scope.helper("haversineKm"), ...args.map(({ text }) => text)),
  sql: (args, scope) => {
    const algebra = sqlAlgebra(scope);
    const radian = sqlDouble(RADIANS);
    const degrees = args.map((arg) => scope.bind(asDouble(arg)));
    const [latitude, longitude] = [only(degrees, 0), only(degrees, 1)];
    const [otherLatitude, otherLongitude] = [only(degrees, 2), only(degrees, 3)];
    const sine = (from: Sql, to: Sql): Sql =>
      scope.bind(sinKernel(algebra, scope.bind(sql`((${to} - ${from}) * ${radian} * 0.5e0)`)));
    const cosine = (of: Sql): Sql => scope.bind(cosKernel(algebra, scope.bind(sql`(${of} * ${radian})`)));
    const [north, east] = [sine(latitude, otherLatitude), sine(longitude, otherLongitude)];
    const width = sql`(${cosine(latitude)} * ${cosine(otherLatitude)})`;
    const chord = scope.bind(sql`(${north} * ${north} + ${width} * (${east} * ${east}))`);
    const root = sql`(CASE WHEN isnan(${chord}) OR ${chord} < 0e0 THEN 'nan'::DOUBLE WHEN ${chord} > 1e0 THEN 1e0 ELSE sqrt(${chord}) END)`;
    return sql`(${sqlDouble(TWICE_RADIUS)} * ${asinKernel(algebra, scope.bind(root))})`;
  },
  examples: [
    {
      args: [47.4647, 8.5492, 40.6413, -73.7781],
      types: [FLOAT64, FLOAT64, FLOAT64, FLOAT64],
      result: haversineKm(47.4647, 8.5492, 40.6413, -73.7781),
    },
    { args: [0, 0, 0, 180], types: [INT64, INT64, INT64, INT64], result: TWICE_RADIUS * (Math.PI / 2) },
    { args: [1.5, 2.5, 1.5, 2.5], types: [FLOAT64, FLOAT64, FLOAT64, FLOAT64], result: 0 },
    { args: [Number.NaN, 0, 0, 0], types: [FLOAT64, INT64, INT64, INT64], result: Number.NaN },
    { args: [100, 0, 80, 180], types: [INT64, INT64, INT64, INT64], result: haversineKm(100, 0, 80, 180) },
  ],
};

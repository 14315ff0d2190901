// Distances on the globe, in operations that both faces have to the bit.
import { asin, cos, sin } from "./kernels/generated.ts";

/** Radians of a degree, and twice the mean radius of the Earth in km (IUGG). */
export const RADIANS = Math.PI / 180;
export const TWICE_RADIUS = 2 * 6371.0088;

/** Great-circle distance in km of points in degrees; NaN where a coordinate is NaN, infinite or far out of range. */
export function haversineKm(
  latitude: number,
  longitude: number,
  otherLatitude: number,
  otherLongitude: number,
): number {
  const north = sin((otherLatitude - latitude) * RADIANS * 0.5);
  const east = sin((otherLongitude - longitude) * RADIANS * 0.5);
  const width = cos(latitude * RADIANS) * cos(otherLatitude * RADIANS);
  const chord = north * north + width * (east * east);
  // Rounding may leave antipodes a little beyond 1.
  return TWICE_RADIUS * asin(Math.sqrt(Math.min(chord, 1)));
}

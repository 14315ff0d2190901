// Reads a request body as protobuf's JSON does: 64-bit integers keep their digits, bare NaN and Infinity are taken.
import { StoreError } from "../../database/store-error.ts";

// A text, a number or a bare special value; the texts are matched so that nothing inside them is touched.
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\b(?:NaN|Infinity)\b/g;

export function readJson(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(/\d{16}/.test(body) ? quoteSpecial(body) : body);
  } catch {
    try {
      return JSON.parse(quoteSpecial(body));
    } catch {
      throw new StoreError("BAD_REQUEST", "The request body is not valid JSON.");
    }
  }
}

const quoteSpecial = (body: string): string =>
  body.replace(TOKENS, (token) => (/^-?(?:\d{16,}|NaN|Infinity)$/.test(token) ? `"${token}"` : token));

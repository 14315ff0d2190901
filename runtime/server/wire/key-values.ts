// Lists of key and value in a request.
import type { KeyValue } from "../../tracking/records.ts";
import type { Fields } from "./fields.ts";

export function keyValues(items: readonly Fields[]): readonly KeyValue[] {
  return items.map((item) => ({ key: item.text("key") ?? "", value: item.text("value") ?? "" }));
}

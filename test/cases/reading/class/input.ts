// Classes, enums and namespaces.
import { entity, t } from "bifold";

export class Airport {}
enum Size { Small, Large }
namespace Airports {}
export const airport = entity({ keys: { airport: t.string } });

export { orders } from "./world.ts";

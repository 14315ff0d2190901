// What is served, and which version of which model answers.
import { deployment } from "bifold";
import { late_model } from "./models.ts";

export const late_flights = deployment({
  model: late_model,
  alias: "champion",
  description: "Will this flight be late?",
});

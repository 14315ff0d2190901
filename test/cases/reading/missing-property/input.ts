// Each kind of declaration without its properties.
import { deployment, entity, featureView, model, requestView, source, trainingSet } from "bifold";

export const airport = entity({});
export const flights = source({});
export const delays = featureView({ refresh: {} });
export const at_departure = requestView({});
export const late_training = trainingSet({ sample: {} });
export const late_model = model({ holdout: {} });
export const late = deployment({});

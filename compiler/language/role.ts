// `role`: the same features of another thing, such as the sender and the receiver of a payment.
import type { KeyTypes } from "./entity.ts";
import type { FeatureView } from "./feature-view.ts";

/** Keys as they are spelt under a role: `sender_user`. */
type KeysUnder<Role extends string, Keys extends KeyTypes> = {
  readonly [Name in keyof Keys & string as `${Role}_${Name}`]: Keys[Name];
};

/** A view as it is read and listed under a role. */
interface InRole<Role extends string, Keys extends KeyTypes, Features>
  extends FeatureView<KeysUnder<Role, Keys>, Features> {
  readonly role: Role;
}

/**
 * A feature view under a role, for training sets and request views: `role("sender", user_stats)` has the key
 * `sender_user` and the columns `sender__spend_30d`. The view itself is computed, stored and served once.
 */
export function role<const Role extends string, Keys extends KeyTypes, Features>(
  name: Role,
  view: FeatureView<Keys, Features>,
) {
  return { ...view, role: name } as unknown as InRole<Role, Keys, Features>;
}

// What all declarations have in common.

export interface Declaration<Kind extends string> {
  readonly kind: Kind;
}

/** Properties that every declaration may have. */
export interface Published {
  /** The published name, where it is not the constant's: for a rename that keeps what is stored. */
  readonly name?: string;
  /** One line for people; changing it changes no value. */
  readonly description?: string;
}

/** `Given`, and an error on every name that is not one of `Allowed`. */
export type Exactly<Given, Allowed> = Given & Readonly<Record<Exclude<keyof Given, keyof Allowed>, never>>;

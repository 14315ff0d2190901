// The online store's contract: generations of packed rows behind one pointer a view, so no reader sees half a view.

/** Rows live under a view's name and fingerprint: a changed view is filled beside the one that is served. */
export interface ViewVersion {
  readonly view: string;
  readonly fingerprint: string;
}

/** What the pointer of a view says: which generation is served, of which cut (microseconds), how many rows. */
export interface ActiveCut {
  readonly generation: string;
  readonly cut: number;
  readonly rows: number;
  /** What the rows were computed from, as the writer named it; absent where it did not. */
  readonly sourceDigest?: string;
}

/** `row` is null where the view has no row for the key; `active` is null where the view was never materialized. */
export interface ReadResult {
  readonly row: Uint8Array | null;
  readonly active: ActiveCut | null;
}

export interface ReadRequest {
  readonly version: ViewVersion;
  /** As `encodeKey` makes it. */
  readonly key: Uint8Array;
}

/** Fills one generation; nothing of it is read before `commit`. */
export interface GenerationWriter {
  /** Applies back-pressure: resolves when the store has taken the batch. `keys[i]` belongs to `rows[i]`. */
  write(keys: readonly Uint8Array[], rows: readonly Uint8Array[]): Promise<void>;
  /** Moves the pointer; refuses if it meanwhile moved to a later cut. Drops what is older than the previous generation. */
  commit(): Promise<ActiveCut>;
  /** Leaves the pointer where it is and drops what was written. */
  abort(): Promise<void>;
}

export interface BeginOptions {
  /** Allows a cut that is not later than the active one. */
  readonly replace?: boolean;
  /** Kept in the pointer, so that a later run can tell whether anything changed. */
  readonly sourceDigest?: string;
}

/** Every failure that a user can cause or mend is an OnlineStoreError. */
export interface OnlineStore {
  /** "lmdb" or "redis". */
  readonly kind: string;
  /** One round trip for any number of keys of any views; results in the order of the requests. */
  read(requests: readonly ReadRequest[]): Promise<readonly ReadResult[]>;
  active(version: ViewVersion): Promise<ActiveCut | null>;
  /**
   * Starts a generation under a lease of its view: a second writer of the same view is refused by name; what a
   * killed writer left is dropped. A cut not later than the active one is refused unless `replace` is set.
   */
  begin(version: ViewVersion, cut: number, options?: BeginOptions): Promise<GenerationWriter>;
  /** Bytes that the view's active generation takes, keys and overhead included where the store can tell. */
  size(version: ViewVersion): Promise<{ readonly rows: number; readonly bytes: number } | null>;
  close(): Promise<void>;
}

/*
 * A row (see OnlineLayout: its slots in order), little-endian:
 *   byte 0                      row format, 1
 *   ceil(slots / 8) bytes       null bitmap, bit i of byte floor(i / 8) set: slot i is null
 *   slots x 8 bytes             float64: int64, decimal (units), timestamp (microseconds) and float64 as they are,
 *                               bool as 0 or 1; string: u32 offset from the row's start, u32 length in bytes, of
 *                               UTF-8 text; list: u32 offset from the row's start, u32 number of items
 *   the strings' and lists' bytes, slot by slot. A list's items: 8 bytes each as in slots, a bool 1 byte; of strings
 *                               first a u32 length in bytes each, then their UTF-8 text, one after the other
 * A null slot is 8 zero bytes. A missing row means: no visible event in any window, every atom at its empty value.
 *
 * A key: for each key in the entity's order: string: u32 big-endian length in bytes, UTF-8; int64 and timestamp:
 * 8 bytes big-endian two's complement with the sign bit flipped, decimal (units) likewise; bool: one byte; float64 and
 * lists are refused as keys.
 */

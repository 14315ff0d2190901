// Every complaint of checking: its code, and why it matters. Codes are never reused.
import type { DiagnosticCode } from "../ir/diagnostic.ts";

export interface Complaint {
  readonly code: DiagnosticCode;
  readonly why: string;
}

export const codes = {
  // Names
  duplicateName: {
    code: "F2001",
    why: "A published name is the only identity a thing has, in SQL, URLs and stores.",
  },
  duplicateField: { code: "F2002", why: "Two values of one name cannot both be a column." },
  unknownReference: { code: "F2005", why: "A declaration can only refer to what the project declares." },
  wrongKind: { code: "F2006", why: "Each place of a declaration takes one kind of thing." },

  // Expressions
  unknownInput: {
    code: "F2020",
    why: "A feature can only read what its source, request or input views declare.",
  },
  unknownFunction: {
    code: "F2021",
    why: "Only functions that give the same bits in SQL and in JavaScript can be part of a feature.",
  },
  wrongArguments: {
    code: "F2022",
    why: "A function is defined, alike offline and online, for certain types only.",
  },
  nullableOperand: {
    code: "F2023",
    why: "SQL and JavaScript compute differently with null, so it must never reach an operation.",
  },
  notCondition: {
    code: "F2024",
    why: "What counts as true differs between SQL and JavaScript; a bool does not.",
  },
  notValue: { code: "F2026", why: "Lists and records are not values of features." },
  wrongType: { code: "F2027", why: "Types are fixed before anything runs, so that no row can fail later." },
  nullableValue: {
    code: "F2028",
    why: "A row without the value cannot be found by it, placed in time, filtered or learned from.",
  },
  placeBeyond: {
    code: "F2029",
    why: "An item that no row has is null in all of them, and tells a model nothing.",
  },

  // Aggregates
  aggregateMisplaced: { code: "F2040", why: "An aggregate summarises many rows; here one row stands alone." },
  aggregateNested: {
    code: "F2041",
    why: "An aggregate reads rows, and another aggregate is not a value of a row.",
  },
  windowMissing: {
    code: "F2042",
    why: "Without a window it would grow for ever, and no store could expire it.",
  },
  overWithoutAggregate: {
    code: "F2043",
    why: "Windows, conditions and parts say which rows an aggregation reads.",
  },
  windowRefused: { code: "F2044", why: "The aggregation is defined over all visible rows only." },
  badWindow: { code: "F2045", why: "A window is a fixed, positive length of time." },
  badHop: {
    code: "F2046",
    why: "A window's tail moves in hops: one longer than the window would leave rows out.",
  },
  windowListMisplaced: {
    code: "F2047",
    why: "Several windows or values make several features, and an expression has one value.",
  },
  wrongAggregateInput: {
    code: "F2048",
    why: "An aggregation is defined, alike offline and online, for certain types only.",
  },
  badFan: {
    code: "F2049",
    why: "Each value is a feature of its own, so its name must be known while compiling.",
  },
  badParameter: {
    code: "F2050",
    why: "What an aggregation computes is fixed before anything runs, and the same for every key.",
  },
  badRows: {
    code: "F2051",
    why: "The last rows are kept for every key: how many there are is fixed and small.",
  },
  badCondition: { code: "F2052", why: "A condition says of each row whether the aggregate counts it." },
  badWindowOption: { code: "F2053", why: "What a misspelt option meant to say would be lost." },
  countedCondition: {
    code: "F2054",
    why: "`count(x)` counts values that are not null, and false is as much a value as true is.",
  },

  // Declarations
  empty: { code: "F2060", why: "A declaration without content would compile to nothing." },
  unsupportedType: {
    code: "F2061",
    why: "A type must have one exact form in Parquet, SQL, JSON and JavaScript.",
  },
  badKeyType: {
    code: "F2062",
    why: "Rows are found by the bytes of their keys: equal keys must have equal bytes.",
  },
  keysDiffer: {
    code: "F2063",
    why: "A view's rows are found by all keys of its entity, and by nothing else.",
  },
  badDuration: { code: "F2064", why: "Durations are compared and subtracted while compiling." },
  badInstant: { code: "F2065", why: "An instant splits rows by time and must mean the same everywhere." },
  badSetting: { code: "F2066", why: "The setting takes certain values only." },
  constantFeature: { code: "F2067", why: "A value that is the same for every row tells a model nothing." },

  // Time
  ttlWithinRefresh: {
    code: "F2080",
    why: "Between two refreshes the value would be dropped while it is still the newest.",
  },
  ttlWithinLag: {
    code: "F2081",
    why: "Every row would be too old by the time it is known, so the values are always null.",
  },
  windowWithinLag: {
    code: "F2082",
    why: "Rows are known when they should have left: it holds none, or what its hop leaves over.",
  },
  ttlWithoutLatest: {
    code: "F2083",
    why: "A ttl drops latest values that are too old; windows forget by themselves.",
  },
  windowBeyondRetention: {
    code: "F2084",
    why: "Rows that are gone count in training, which has them still, and not in service.",
  },
  hopUneven: {
    code: "F2085",
    why: "The window's length then changes from one cut to the next, and its values with it.",
  },
  clockTwice: {
    code: "F2086",
    why: "What a clock shows is moved by its zone's offset: taken for an instant, it is hours off.",
  },
  negativeZero: {
    code: "F2087",
    why: "DuckDB holds -0 for 0 when it computes equal parts of a statement once: a division by it would be one by 0.",
  },

  // Training sets
  missingKey: { code: "F2100", why: "The spine's rows look a view up by the keys of its entity." },
  missingRequestField: { code: "F2101", why: "In training, the spine stands in for the request." },
  unusedSpineField: {
    code: "F2102",
    why: "Keys and request fields become the endpoint's request: callers would send it for nothing.",
  },
  labelCount: { code: "F2103", why: "A model learns to predict one number." },
  spineConflict: {
    code: "F2104",
    why: "A request carries each name once, so training must give it one value too.",
  },
  labelLeakage: {
    code: "F2105",
    why: "A feature that knows the label predicts perfectly in training and fails in service.",
  },
  viewConflict: { code: "F2106", why: "One request serves all views of a model, so a name has one type." },
  constantLabel: {
    code: "F2107",
    why: "Of an answer that is the same for every row nothing can be learned.",
  },

  // Models and deployments
  badTrainer: { code: "F2120", why: "A model is rebuilt from the repository alone." },
  inputNotNumeric: { code: "F2121", why: "A model's input is a vector of numbers." },
  badAlias: { code: "F2122", why: "An alias is a word of the registry, as MLflow has it." },
  streamNotServable: {
    code: "F2123",
    why: "Nothing fills the online store between cuts yet, so served values would be stale.",
  },
  badMetric: { code: "F2124", why: "A metric compares outputs with labels of one kind, in one known way." },
  badGate: { code: "F2125", why: "A gate that nothing can pass, or anything can, is no decision." },
  badSlice: { code: "F2126", why: "A slice is the rows of one value, so there must be values to name." },
  inputNullable: {
    code: "F2127",
    why: "A model that was not made for nulls takes NaN for a number, or answers NaN itself.",
  },
  inputRounded: {
    code: "F2128",
    why: "Models read float32, which has whole numbers up to 2^24 only; rows would share a value.",
  },
  badFit: {
    code: "F2129",
    why: "A fitted value is a constant of a model's version, found in all rows that it learns from.",
  },
  constantInput: { code: "F2130", why: "A value that is the same for every row tells a model nothing." },

  // Composition
  viewCycle: { code: "F2160", why: "Features that are computed from themselves have no first value." },
  unionRow: { code: "F2161", why: "The rows of a union are read alike, whichever source they come from." },
  asOfDiffers: {
    code: "F2162",
    why: "A union has one rule for when its rows count, and each source follows its own.",
  },
  roleConflict: { code: "F2163", why: "A role begins the names of columns, as a view's name does." },
  outcomeKey: { code: "F2164", why: "What happens is looked up by the keys of the training set's rows." },
  outcomeWindow: { code: "F2165", why: "A label with a horizon speaks of all that happens within it." },

  // Names of the statements' own
  reservedColumn: {
    code: "F2190",
    why: "The generated SQL names its own columns so, and one name would stand for two of them.",
  },
  reservedRelation: {
    code: "F2191",
    why: "Sources are read by their names, and the generated SQL has a relation of this one.",
  },

  // Advice
  unusedView: { code: "F2140", why: "It is computed and stored, but nothing reads it." },
  unusedFeature: { code: "F2141", why: "It is computed and kept, but nothing reads it." },
} as const satisfies Readonly<Record<string, Complaint>>;

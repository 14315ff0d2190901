// Every complaint of reading: its code, and why it matters. Codes are never reused.
import type { DiagnosticCode } from "../ir/diagnostic.ts";

export interface Complaint {
  readonly code: DiagnosticCode;
  readonly why: string;
}

const NEVER_RUN = "Definitions are read and never run, so they are declarations and expressions only.";
const SAME_VALUE = "A feature must give the same value offline and online.";
const BOTH_FACES = "Only what has the same meaning in SQL and in JavaScript can be part of a feature.";
const ONE_SPELLING =
  "One spelling serves TypeScript, SQL, Redis, JSON, URLs and Python, without case conversion.";

export const codes = {
  // Files
  syntax: { code: "F1001", why: "The file is not valid TypeScript, so nothing in it could be read." },
  tooLarge: {
    code: "F1002",
    why: "Helpers are inlined where they are used, so expressions must stay small.",
  },
  missingFile: {
    code: "F1003",
    why: "Definitions are compiled from the files of the definitions folder alone.",
  },
  missingExport: { code: "F1004", why: "An import can only name what the other file exports." },
  importForm: { code: "F1005", why: "Names are resolved without running anything, one by one." },
  redeclared: { code: "F1006", why: "A name means one thing in a file." },

  // Statements
  statement: { code: "F1020", why: NEVER_RUN },
  mutableBinding: { code: "F1021", why: "A name must mean the same value wherever it is read." },
  assignment: { code: "F1022", why: "A feature is a value of its row, not a sequence of steps." },
  class: { code: "F1023", why: NEVER_RUN },

  // Names
  unknownName: {
    code: "F1030",
    why: "Only imports, constants, parameters and `Math` and `Number` can be used.",
  },
  impure: { code: "F1031", why: SAME_VALUE },
  globalRefused: { code: "F1032", why: BOTH_FACES },
  packageImport: {
    code: "F1033",
    why: "A package is code to run, and definitions are read: they are never run.",
  },
  usedEarly: { code: "F1034", why: "A constant has no value before its own line." },
  cycle: { code: "F1035", why: "Values that depend on themselves have no first one to compute." },

  // Expressions
  expression: { code: "F1040", why: BOTH_FACES },
  looseEquality: { code: "F1041", why: "`==` converts its operands by rules that SQL does not have." },
  bitwise: {
    code: "F1042",
    why: "JavaScript cuts operands of bitwise operators to 32 bits, and SQL does not.",
  },
  typeTest: {
    code: "F1043",
    why: "Types are fixed before anything runs, so a test of them is always the same.",
  },
  optionalChain: { code: "F1044", why: "Rows and requests are always there; only values may be null." },
  assertion: {
    code: "F1045",
    why: "An assertion hides a null or a type from the compiler, and it must know them.",
  },
  spread: {
    code: "F1046",
    why: "Every name must stand in the text, so that a reader finds where it comes from.",
  },
  computedName: { code: "F1047", why: "Names are known before anything runs." },
  undefinedValue: { code: "F1048", why: "SQL, JSON and stores have one absent value: null." },
  badLiteral: { code: "F1049", why: "The value has no form that is the same in SQL, JSON and JavaScript." },
  notValue: {
    code: "F1050",
    why: "An expression is made of numbers, strings, booleans, timestamps and null.",
  },
  badCall: { code: "F1051", why: "Helpers are inlined: each argument takes its parameter's place." },
  functionForm: {
    code: "F1052",
    why: "A function that is inlined is one expression, with names for its parts.",
  },
  destructuring: { code: "F1053", why: "Each name must be one property, known before anything runs." },
  unknownField: { code: "F1054", why: "A constant object has the properties that it is written with." },

  // Declarations
  unknownProperty: { code: "F1060", why: "A misspelt property would be ignored without a word." },
  missingProperty: { code: "F1061", why: "The declaration means nothing definite without it." },
  wrongForm: { code: "F1062", why: "Declarations are read, so each property has one form." },
  notConstant: { code: "F1063", why: "The value is needed while compiling, before there are rows." },
  duplicateProperty: { code: "F1064", why: "A name has one value: of two, neither gives way in silence." },
  notExported: { code: "F1065", why: "The name of a thing is the name of its exported constant." },
  notConst: {
    code: "F1066",
    why: "What is declared is fixed: a binding that can change has no one meaning.",
  },
  misplacedDeclaration: { code: "F1067", why: "The name of a thing is the name of its exported constant." },
  unknownType: {
    code: "F1068",
    why: "A type must have one exact form in Parquet, SQL, JSON and JavaScript.",
  },
  wrongReference: { code: "F1069", why: "Each place of a declaration takes one kind of thing." },

  // Published names
  nameForm: { code: "F1080", why: ONE_SPELLING },
  nameLength: { code: "F1081", why: "PostgreSQL and others cut longer names without a word." },
  nameSeparator: { code: "F1082", why: "Two underscores separate a view from its feature: `view__feature`." },
  nameReserved: { code: "F1083", why: "The name is taken by what Bifold itself puts beside it." },
} as const satisfies Readonly<Record<string, Complaint>>;

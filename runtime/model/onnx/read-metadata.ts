// Reads what an ONNX file says of itself (inputs, outputs, metadata), skipping weights and nodes.
import protobuf from "protobufjs/minimal.js";
import {
  DIMENSION,
  ELEMENT_TYPES,
  type ElementType,
  GRAPH,
  METADATA,
  MODEL,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
} from "./fields.ts";

/** A value that enters or leaves a model. `shape` has a number, a symbol or null (unknown) a dimension. */
export interface OnnxPort {
  readonly name: string;
  readonly kind: "tensor" | "sequence" | "map" | "unknown";
  /** Null unless a tensor. */
  readonly elementType: ElementType | null;
  /** Null unless a tensor of known rank. */
  readonly shape: readonly (number | string | null)[] | null;
}

export interface OnnxMetadata {
  readonly irVersion: number;
  readonly producer: string;
  /** Without initializers, which old models list among their inputs. */
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /** metadata_props. */
  readonly properties: Readonly<Record<string, string>>;
}

type FieldHandlers = Readonly<Record<number, (reader: protobuf.Reader) => void>>;

/** @throws Error if the bytes are not an ONNX model. */
export function readMetadata(bytes: Uint8Array): OnnxMetadata {
  let irVersion = 0;
  let producer = "";
  let graphs = 0;
  const inputs: OnnxPort[] = [];
  const outputs: OnnxPort[] = [];
  const initializers = new Set<string>();
  const properties: [string, string][] = [];
  const graphHandlers: FieldHandlers = {
    [GRAPH.input]: (reader) => inputs.push(readPort(reader)),
    [GRAPH.output]: (reader) => outputs.push(readPort(reader)),
    [GRAPH.initializer]: (reader) =>
      readMessage(reader, { [TENSOR.name]: (inner) => initializers.add(inner.string()) }),
  };
  try {
    readFields(protobuf.Reader.create(bytes), bytes.length, {
      [MODEL.irVersion]: (reader) => {
        irVersion = readInteger(reader);
      },
      [MODEL.producerName]: (reader) => {
        producer = reader.string();
      },
      [MODEL.graph]: (reader) => {
        graphs++;
        readMessage(reader, graphHandlers);
      },
      [MODEL.metadata]: (reader) => properties.push(readProperty(reader)),
    });
  } catch (cause) {
    throw new Error("not an ONNX model: its bytes are not the protobuf message of one", { cause });
  }
  if (graphs !== 1 || irVersion < 1) throw new Error("not an ONNX model: it has no graph or no IR version");
  return {
    irVersion,
    producer,
    inputs: inputs.filter((port) => !initializers.has(port.name)),
    outputs,
    properties: Object.fromEntries(properties),
  };
}

function readProperty(reader: protobuf.Reader): [string, string] {
  let key = "";
  let value = "";
  readMessage(reader, {
    [METADATA.key]: (inner) => {
      key = inner.string();
    },
    [METADATA.value]: (inner) => {
      value = inner.string();
    },
  });
  return [key, value];
}

function readPort(reader: protobuf.Reader): OnnxPort {
  let name = "";
  let kind: OnnxPort["kind"] = "unknown";
  let elementType: ElementType | null = null;
  let shape: (number | string | null)[] | null = null;
  const readDimension = (inner: protobuf.Reader): number | string | null => {
    let dimension: number | string | null = null;
    readMessage(inner, {
      [DIMENSION.value]: (value) => {
        dimension = readInteger(value);
      },
      [DIMENSION.parameter]: (value) => {
        dimension = value.string() || null;
      },
    });
    return dimension;
  };
  const readTensor: FieldHandlers = {
    [TENSOR_TYPE.elementType]: (inner) => {
      elementType = ELEMENT_TYPES[readInteger(inner)] ?? "undefined";
    },
    [TENSOR_TYPE.shape]: (inner) => {
      const dimensions: (number | string | null)[] = [];
      readMessage(inner, { [SHAPE.dimension]: (value) => dimensions.push(readDimension(value)) });
      shape = dimensions;
    },
  };
  const readOther = (other: "sequence" | "map") => (inner: protobuf.Reader) => {
    kind = other;
    inner.skipType(2);
  };
  readMessage(reader, {
    [VALUE_INFO.name]: (inner) => {
      name = inner.string();
    },
    [VALUE_INFO.type]: (inner) =>
      readMessage(inner, {
        [TYPE.tensor]: (tensor) => {
          kind = "tensor";
          readMessage(tensor, readTensor);
        },
        [TYPE.sequence]: readOther("sequence"),
        [TYPE.map]: readOther("map"),
      }),
  });
  return { name, kind, elementType, shape };
}

function readMessage(reader: protobuf.Reader, handlers: FieldHandlers): void {
  const length = reader.uint32();
  readFields(reader, reader.pos + length, handlers);
}

function readFields(reader: protobuf.Reader, end: number, handlers: FieldHandlers): void {
  if (end > reader.len) throw new RangeError("a message runs past the end of the file");
  while (reader.pos < end) {
    const tag = reader.uint32();
    const handle = handlers[tag >>> 3];
    if (handle) handle(reader);
    else reader.skipType(tag & 7);
  }
  if (reader.pos !== end) throw new RangeError("a field runs past the end of its message");
}

function readInteger(reader: protobuf.Reader): number {
  return Number(reader.int64().toString());
}

// Encodes an ONNX model from a small description: nodes, inputs, outputs and metadata.
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIMENSION,
  ELEMENT_TYPES,
  type ElementType,
  GRAPH,
  METADATA,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
} from "./fields.ts";
import { MessageWriter } from "./message-writer.ts";

/** The oldest versions that carry all operators Bifold writes: every ONNX Runtime since 1.14 takes them. */
const IR_VERSION = 8;
const OPSETS = [
  { domain: "", version: 17 },
  { domain: "ai.onnx.ml", version: 3 },
];

export type OnnxAttribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly string: string }
  | { readonly floats: Iterable<number> }
  | { readonly ints: Iterable<number> }
  | { readonly strings: Iterable<string> };

export interface OnnxNode {
  readonly operator: string;
  /** "" is the standard domain. */
  readonly domain: "" | "ai.onnx.ml";
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A tensor that enters or leaves the graph; a dimension given by name is variable. Without a type, it is inferred. */
export interface OnnxValue {
  readonly name: string;
  readonly tensor?: { readonly elementType: ElementType; readonly shape: readonly (number | string)[] };
}

export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The same description gives the same bytes. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const writer = new MessageWriter();
  writer.integer(MODEL.irVersion, IR_VERSION);
  writer.text(MODEL.producerName, "bifold");
  writer.message(MODEL.graph, (graph) => {
    for (const node of model.nodes) graph.message(GRAPH.node, (message) => writeNode(message, node));
    graph.text(GRAPH.name, model.name);
    for (const value of model.inputs) graph.message(GRAPH.input, (message) => writeValue(message, value));
    for (const value of model.outputs) graph.message(GRAPH.output, (message) => writeValue(message, value));
  });
  for (const { domain, version } of OPSETS) {
    writer.message(MODEL.opsetImport, (opset) => {
      opset.text(OPSET.domain, domain);
      opset.integer(OPSET.version, version);
    });
  }
  for (const [key, value] of Object.entries(model.metadata)) {
    writer.message(MODEL.metadata, (entry) => {
      entry.text(METADATA.key, key);
      entry.text(METADATA.value, value);
    });
  }
  return writer.finish();
}

function writeNode(message: MessageWriter, node: OnnxNode): void {
  for (const input of node.inputs) message.text(NODE.input, input);
  for (const output of node.outputs) message.text(NODE.output, output);
  // Names must differ; outputs do, as no two nodes may give the same.
  message.text(NODE.name, `${node.operator}_${node.outputs[0]}`);
  message.text(NODE.opType, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(NODE.attribute, (inner) => {
      inner.text(ATTRIBUTE.name, name);
      inner.integer(ATTRIBUTE.type, writeAttribute(inner, attribute));
    });
  }
  message.text(NODE.domain, node.domain);
}

function writeAttribute(message: MessageWriter, attribute: OnnxAttribute): number {
  if ("float" in attribute) {
    message.float(ATTRIBUTE.f, attribute.float);
    return ATTRIBUTE_TYPE.float;
  }
  if ("int" in attribute) {
    message.integer(ATTRIBUTE.i, attribute.int);
    return ATTRIBUTE_TYPE.int;
  }
  if ("string" in attribute) {
    message.text(ATTRIBUTE.s, attribute.string);
    return ATTRIBUTE_TYPE.string;
  }
  if ("floats" in attribute) {
    message.floats(ATTRIBUTE.floats, attribute.floats);
    return ATTRIBUTE_TYPE.floats;
  }
  if ("ints" in attribute) {
    message.integers(ATTRIBUTE.ints, attribute.ints);
    return ATTRIBUTE_TYPE.ints;
  }
  for (const text of attribute.strings) message.text(ATTRIBUTE.strings, text);
  return ATTRIBUTE_TYPE.strings;
}

function writeValue(message: MessageWriter, { name, tensor }: OnnxValue): void {
  message.text(VALUE_INFO.name, name);
  if (tensor === undefined) return;
  message.message(VALUE_INFO.type, (type) =>
    type.message(TYPE.tensor, (tensorType) => {
      tensorType.integer(TENSOR_TYPE.elementType, ELEMENT_TYPES.indexOf(tensor.elementType));
      tensorType.message(TENSOR_TYPE.shape, (shape) => {
        for (const size of tensor.shape) {
          shape.message(SHAPE.dimension, (dimension) => {
            if (typeof size === "string") dimension.text(DIMENSION.parameter, size);
            else dimension.integer(DIMENSION.value, size);
          });
        }
      });
    }),
  );
}

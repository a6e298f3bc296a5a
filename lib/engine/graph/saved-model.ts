import { Message } from '../../outputs/protocol-buffer.js';
import type { GraphBinding, GraphNode } from './record.js';

/*
 * The fields of a SavedModel, as TensorFlow numbers them in saved_model.proto, meta_graph.proto, graph.proto,
 * node_def.proto, attr_value.proto, tensor.proto and tensor_shape.proto
 * (https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core).
 */
const SAVED = { schema: 1, graphs: 2 };
const META_GRAPH = { info: 1, graph: 2 };
const INFO = { tags: 4 };
const GRAPH = { node: 1, versions: 4 };
const NODE = { name: 1, operation: 2, input: 3, setting: 5 };
const ENTRY = { key: 1, value: 2 };
const VALUE = { list: 1, text: 2, int: 3, float: 4, flag: 5, type: 6, shape: 7, tensor: 8 };
const LIST = { ints: 3 };
const TENSOR = { type: 1, shape: 2, bytes: 4 };
const SHAPE = { dimension: 2, size: 1 };

/** The tag by which the graph is asked for. */
export const TAG = 'serve';
/** As of which version of TensorFlow's graphs it is written: old enough for every one that the binding runs on. */
const WRITTEN_AS_OF = 900;

const shapeInto = (message: Message, shape: readonly number[]) => {
  for (const size of shape) {
    message.inner(SHAPE.dimension, (dimension) => dimension.whole(SHAPE.size, size));
  }
};

const setting = (node: Message, name: string, write: (value: Message) => unknown) =>
  node.inner(NODE.setting, (entry) => entry.text(ENTRY.key, name).inner(ENTRY.value, write));

function tensorInto(node: Message, { dtype, shape, bytes }: NonNullable<GraphNode['tensor']>) {
  setting(node, 'dtype', (value) => value.whole(VALUE.type, dtype));
  if (bytes) {
    setting(node, 'value', (value) =>
      value.inner(VALUE.tensor, (tensor) =>
        tensor
          .whole(TENSOR.type, dtype)
          .inner(TENSOR.shape, (message) => shapeInto(message, shape))
          .bytes(TENSOR.bytes, bytes),
      ),
    );
  } else {
    setting(node, 'shape', (value) => value.inner(VALUE.shape, (inner) => shapeInto(inner, shape)));
  }
}

/** A setting's value, of the kind that the binding's constant names. */
function valueInto(message: Message, type: number, value: unknown, binding: GraphBinding): void {
  switch (type) {
    case binding.TF_ATTR_TYPE:
      message.whole(VALUE.type, value as number);
      break;
    case binding.TF_ATTR_BOOL:
      message.whole(VALUE.flag, value ? 1 : 0);
      break;
    case binding.TF_ATTR_FLOAT:
      message.float(VALUE.float, value as number);
      break;
    case binding.TF_ATTR_STRING:
      message.text(VALUE.text, value as string);
      break;
    case binding.TF_ATTR_SHAPE:
      message.inner(VALUE.shape, (shape) => shapeInto(shape, value as number[]));
      break;
    default: // whole numbers: one, or a list
      if (Array.isArray(value)) message.inner(VALUE.list, (list) => list.wholes(LIST.ints, value));
      else message.whole(VALUE.int, value as number);
  }
}

/** A graph as the file that TensorFlow loads: `saved_model.pb`. */
export function savedModel(nodes: readonly GraphNode[], binding: GraphBinding): Uint8Array {
  const graphInto = (graph: Message) => {
    for (const { name, operation, inputs, settings, tensor } of nodes) {
      graph.inner(GRAPH.node, (node) => {
        node.text(NODE.name, name).text(NODE.operation, operation);
        for (const input of inputs) node.text(NODE.input, input);
        if (tensor) tensorInto(node, tensor);
        for (const { name, type, value } of settings) {
          if (value === undefined || value === null) continue; // TensorFlow's own value
          setting(node, name, (message) => valueInto(message, type, value, binding));
        }
      });
    }
    graph.inner(GRAPH.versions, (versions) => versions.whole(1, WRITTEN_AS_OF));
  };
  return new Message()
    .whole(SAVED.schema, 1)
    .inner(SAVED.graphs, (meta) =>
      meta
        .inner(META_GRAPH.info, (info) => info.text(INFO.tags, TAG))
        .inner(META_GRAPH.graph, graphInto),
    )
    .finish();
}

/**
 * The fields of an ONNX file: one protocol buffer, `ModelProto` of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), as that file numbers them.
 */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

export const MODEL = { irVersion: 1, producer: 2, graph: 7, operators: 8 };
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
export const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 };
export const ATTRIBUTE = { name: 1, whole: 3, wholes: 8, type: 20 };
export const VALUE = { name: 1, type: 2 };
/** Of a value's type, of its shape, and of one of its sizes. */
export const TYPE = { tensor: 1, element: 1, shape: 2, dimension: 1, size: 1, sizeName: 2 };
export const TENSOR = { sizes: 1, type: 2, name: 8, raw: 9, externalData: 13 };
export const ENTRY = { key: 1, value: 2 };
export const OPERATORS = { version: 2 };

/** A field of a message: its number, its bytes where it is no number, and all of it with its key. */
interface Field {
  number: number;
  bytes?: Uint8Array;
  whole: Uint8Array;
}

/** The fields of a message, one after the other. Throws a RangeError where it is none, or ends early. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    let field: Field;
    try {
      const [number, kind] = reader.tag();
      const bytes = kind === WireType.LengthDelimited ? reader.bytes() : undefined;
      if (!bytes) reader.skip(kind, number);
      field = { number, bytes, whole: message.subarray(start, reader.pos) };
    } catch (error) {
      throw new RangeError((error as Error).message);
    }
    yield field;
  }
}

/** A message, written field by field: numbers, texts, bytes, and messages of its own. */
export class Message {
  readonly #writer = new BinaryWriter();

  whole(field: number, value: number): this {
    this.#writer.tag(field, WireType.Varint).int64(value);
    return this;
  }

  wholes(field: number, values: readonly number[]): this {
    this.#writer.tag(field, WireType.LengthDelimited).fork();
    for (const value of values) this.#writer.int64(value);
    this.#writer.join();
    return this;
  }

  text(field: number, value: string): this {
    this.#writer.tag(field, WireType.LengthDelimited).string(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#writer.tag(field, WireType.LengthDelimited).bytes(value);
    return this;
  }

  inner(field: number, write: (message: Message) => unknown): this {
    this.#writer.tag(field, WireType.LengthDelimited).fork();
    write(this);
    this.#writer.join();
    return this;
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

/** Protocol buffers, read and written field by field: the numbers of the fields are their reader's and their writer's. */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

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

  float(field: number, value: number): this {
    this.#writer.tag(field, WireType.Bit32).float(value);
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

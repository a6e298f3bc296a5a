/** Text put into a cell before it is compiled; nothing is taken out. */
export interface Insertion {
  /** Characters from the cell's start. */
  at: number;
  text: string;
  /** The character that it stands for, where that is another than the one before it. */
  means?: number;
}

/** A place in a text: its line and column, from 1. */
export interface TextPlace {
  line: number;
  column: number;
}

/** What a reader typed, what is compiled for it, and the way back from the one to the other. */
export interface CellText {
  typed: string;
  compiled: string;
  /** The place in `typed` of a place in `compiled`. */
  typedPlace(place: TextPlace): TextPlace;
}

function offsetOf(text: string, { line, column }: TextPlace): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start + column - 1;
}

/** The place of the character that stands `offset` characters from the start. */
function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The cell with the insertions in it. */
export function insertInto(typed: string, insertions: Insertion[]): CellText {
  const inOrder = [...insertions].sort((a, b) => a.at - b.at);
  let compiled = '';
  let copied = 0;
  for (const { at, text } of inOrder) {
    compiled += typed.slice(copied, at) + text;
    copied = at;
  }
  compiled += typed.slice(copied);
  const typedOffset = (offset: number): number => {
    let inserted = 0;
    for (const { at, text, means = at } of inOrder) {
      if (at + inserted > offset) break;
      if (offset < at + inserted + text.length) return means;
      inserted += text.length;
    }
    return offset - inserted;
  };
  return {
    typed,
    compiled,
    typedPlace: (place) => placeOf(typed, typedOffset(offsetOf(compiled, place))),
  };
}

/** A call's place by its name, where the place given is the bracket behind it. */
export function atName(text: string, { line, column }: TextPlace): TextPlace {
  const source = text.split('\n')[line - 1] ?? '';
  const name = source[column - 1] === '(' ? /[\w$]+$/.exec(source.slice(0, column - 1)) : null;
  return { line, column: name ? name.index + 1 : column };
}

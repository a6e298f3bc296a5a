/** A node of a graph without cycles, and where it gets its input from. */
export interface GraphNode {
  name: string;
  inputs: string[];
}

/** Where a node stands: `x` of its centre, `y` of its top. */
export interface LaidOutNode {
  name: string;
  x: number;
  y: number;
  /** For each input that stands more than a row above: where the line passes the rows between. */
  bends: Record<string, { x: number; y: number }[]>;
}

export interface BoxSizes {
  width: number;
  height: number;
  gapX: number;
  gapY: number;
}

interface Slot {
  name: string;
  row: number;
  width: number;
  x: number;
  above: Slot[];
}

const BEND_WIDTH = 24;

/** The longest way from each node to the end: nodes stand as low as they can, so that lines stay short. */
function rowsOf(nodes: GraphNode[]): Map<string, number> {
  const after = new Map(nodes.map(({ name }) => [name, [] as string[]]));
  for (const { name, inputs } of nodes) for (const input of inputs) after.get(input)?.push(name);
  const below = new Map<string, number>();
  const depth = (name: string): number => {
    const known = below.get(name);
    if (known !== undefined) return known;
    const value = Math.max(-1, ...(after.get(name) ?? []).map(depth)) + 1;
    below.set(name, value);
    return value;
  };
  const deepest = Math.max(0, ...nodes.map(({ name }) => depth(name)));
  return new Map(nodes.map(({ name }) => [name, deepest - depth(name)]));
}

/** Moves the slots of a row apart until none overlap, staying as near as possible to where they want to be. */
function spread(row: Slot[], gap: number): void {
  const wanted = row.map(({ x }) => x);
  const order = row.map((_, at) => at).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const apart = (a: number, b: number) => (row[order[a]].width + row[order[b]].width) / 2 + gap;
  for (let at = 1; at < order.length; at++) {
    const [left, right] = [row[order[at - 1]], row[order[at]]];
    right.x = Math.max(right.x, left.x + apart(at - 1, at));
  }
  const drift = row.reduce((sum, { x }, at) => sum + x - wanted[at], 0) / Math.max(1, row.length);
  for (const slot of row) slot.x -= drift;
}

/** Rows from the inputs down to the output, branches side by side, a node below the middle of its inputs. */
export function layOut(
  nodes: GraphNode[],
  sizes: BoxSizes,
): { nodes: LaidOutNode[]; width: number; height: number } {
  const { width, height, gapX, gapY } = sizes;
  const rowOf = rowsOf(nodes);
  const slots = new Map<string, Slot>();
  const all: Slot[] = [];
  const addSlot = (slot: Slot) => {
    all.push(slot);
    return slot;
  };
  const bendSlots = new Map<string, Record<string, Slot[]>>();
  let sources = 0;
  for (const { name, inputs } of nodes) {
    const row = rowOf.get(name)!;
    const bends: Record<string, Slot[]> = {};
    const above = inputs.flatMap((input) => {
      let last = slots.get(input);
      if (!last) return [];
      bends[input] = [];
      for (let between = last.row + 1; between < row; between++) {
        last = addSlot({ name: '', row: between, width: BEND_WIDTH, x: last.x, above: [last] });
        bends[input].push(last);
      }
      return [last];
    });
    bendSlots.set(name, bends);
    const x = above.length === 0 ? sources++ * (width + gapX) : 0;
    slots.set(name, addSlot({ name, row, width, x, above }));
  }
  const rowCount = Math.max(0, ...all.map(({ row }) => row)) + 1;
  for (let row = 0; row < rowCount; row++) {
    const members = all.filter((slot) => slot.row === row);
    for (const slot of members) {
      if (slot.above.length > 0)
        slot.x = slot.above.reduce((sum, { x }) => sum + x, 0) / slot.above.length;
    }
    spread(members, gapX);
  }
  const left = Math.min(...all.map((slot) => slot.x - slot.width / 2), 0);
  const right = Math.max(...all.map((slot) => slot.x + slot.width / 2), 0);
  const place = (slot: Slot) => ({ x: slot.x - left, y: slot.row * (height + gapY) });
  const laidOut = nodes.map(({ name }) => ({
    name,
    ...place(slots.get(name)!),
    bends: Object.fromEntries(
      Object.entries(bendSlots.get(name)!).map(([input, bends]) => [input, bends.map(place)]),
    ),
  }));
  return { nodes: laidOut, width: right - left, height: rowCount * height + (rowCount - 1) * gapY };
}

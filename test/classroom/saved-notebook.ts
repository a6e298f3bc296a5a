/** A check cell of a saved notebook, with what it has printed, or how it failed. */
export function checkCell(
  exercise: string,
  points: number,
  shown: { printed?: string; failed?: string } = {},
) {
  const { printed, failed } = shown;
  const outputs = [
    ...(printed === undefined
      ? []
      : [{ output_type: 'stream', name: 'stdout', text: printed.split(/(?<=\n)/) }]),
    ...(failed === undefined
      ? []
      : [{ output_type: 'error', ename: 'Error', evalue: failed, traceback: [failed] }]),
  ];
  const grade_id = `check-${exercise.replace('.', '-')}`;
  return {
    cell_type: 'code',
    source: 'check();',
    outputs,
    metadata: { nbgrader: { grade: true, grade_id, points } },
  };
}

/** The text of a notebook of such cells. */
export const notebookOf = (cells: object[]) =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

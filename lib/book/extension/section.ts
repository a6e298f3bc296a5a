import type { Application, NotebookPanel } from './jupyter-types.js';

/** Goes to the cell that the page's address names: JupyterLab reads it before the notebook is there. */
export function openAtSection({ shell }: Application): void {
  const fragment = location.hash;
  if (!fragment) return;
  let isDone = false;
  async function go(panel: NotebookPanel | null): Promise<void> {
    if (isDone || !panel?.setFragment) return;
    isDone = true;
    await panel.context.ready;
    await panel.revealed;
    const { content } = panel;
    const at = content.widgets.findIndex(({ model }) => fragment === `#cell-id=${model.id}`);
    if (at >= 0) content.activeCellIndex = at; // the cell that Run would run
    panel.setFragment(fragment);
  }
  shell.currentChanged.connect(() => void go(shell.currentWidget));
  void go(shell.currentWidget);
}

import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError, writeFileWhole } from '../outputs/index.js';

/**
 * What nbgrader must know. The notebooks have stubs and no solutions in them, so nothing is to be cleared; a cell may take as
 * long as a training takes; files that were handed in are called `ada-03-vocabulary.ipynb`.
 */
const CONFIG = String.raw`c = get_config()
c.CourseDirectory.course_id = "captionlab"
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.timeout = 1800
c.FileNameCollectorPlugin.named_regexp = r".*[/\\](?P<student_id>[^/\\]+?)-(?P<file_id>\d\d-[\w-]+)\.ipynb$"
`;

const CONFIG_NAME = 'nbgrader_config.py';

/**
 * Makes a folder in which nbgrader can work: its settings, and each notebook as the source of an assignment of the same name.
 * @throws UserError where there is one already
 */
export function makeCourse(folder: string, notebooks: readonly string[]): void {
  if (existsSync(join(folder, CONFIG_NAME))) {
    throw new UserError(`${folder} is a course already: name another folder, or remove it.`);
  }
  writeFileWhole(join(folder, CONFIG_NAME), CONFIG);
  for (const notebook of notebooks) {
    const assignment = basename(notebook, '.ipynb');
    const place = join(folder, 'source', assignment);
    mkdirSync(place, { recursive: true });
    copyFileSync(notebook, join(place, basename(notebook)));
  }
}

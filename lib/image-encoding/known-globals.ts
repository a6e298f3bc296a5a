import { NameRegistry } from 'pickleparser';
import { UserError } from '../outputs/index.js';

/** What stands for a name of Python's. */
export type Global = (...words: unknown[]) => unknown;

/** The names that a pickle may use, and no others. The parser builds what these return and calls nothing else. */
export class KnownGlobals extends NameRegistry {
  /**
   * @param file the file's name, for messages
   * @param globals by Python's module and name
   * @param rule what may be in such a file, for messages
   */
  constructor(
    private readonly file: string,
    private readonly globals: Readonly<Record<string, Global>>,
    private readonly rule: string,
  ) {
    super();
  }

  /** @throws UserError for a name that is not known */
  override resolve(module: string, name: string): Global {
    const global = `${module}.${name}`;
    if (Object.hasOwn(this.globals, global)) return this.globals[global];
    throw new UserError(`${this.file} wants to run ${global}: ${this.rule}. It was not read.`);
  }
}

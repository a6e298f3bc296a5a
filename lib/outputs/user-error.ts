/**
 * A mistake in what the user gave us: a broken line, a missing file, a wrong setting.
 * Its message names the file, the line or the picture and says what to do; it is shown without a stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** What went wrong, in its own words: anything may be thrown. */
export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** The first line of it: the others are for whoever wrote what went wrong. */
export const reasonOf = (error: unknown) => messageOf(error).split('\n')[0].trim();

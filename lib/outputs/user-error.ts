/**
 * A mistake in what the user gave us: a broken line, a missing file, a wrong setting.
 * Its message names the file, the line or the picture and says what to do; it is shown without a stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A text in bold red, in a terminal's colours, which Jupyter shows too. */
export const red = (text: string) => `\u001b[1;31m${text}\u001b[0m`;

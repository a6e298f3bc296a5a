import { TERMINAL } from './packages.js';

/** How a line of another language, of a shell or of another kernel is recognised, and what is typed here instead. */
type Habit = [RegExp, (found: RegExpExecArray) => string];

const python = 'This is Python; the cells are TypeScript.';

const commands: Habit[] = [
  [
    /^[!%]{1,2}\s*(?:pip3?|conda)\b.*/,
    () => `Packages come from npm here. Type ${TERMINAL}:\n  npm install <name>`,
  ],
  [
    /^!\s*((?:npm|pnpm|yarn)\s+(?:install|i|add)\b.*)/,
    ([, command]) =>
      `Commands are not typed in cells. Type ${TERMINAL}:\n  ${command.trim()}\nThen import the package here; the kernel needs no restart.`,
  ],
  [
    /^!+\s*([\w./~].*)/,
    ([, command]) => `Commands are not typed in cells. Type ${TERMINAL}:\n  ${command.trim()}`,
  ],
  [
    /^%%?(?:bash|sh|script|cmd|system)\b/,
    () => `Commands are not typed in cells. Type them ${TERMINAL}.`,
  ],
];

const magics: Habit[] = [
  [
    /^%%?timeit\b/,
    () => '%timeit is not known here. Write %time before a statement, or %%time above a cell.',
  ],
  [
    /^%matplotlib\b/,
    () => "No %matplotlib is needed here. A figure is shown by show(…), from './lib/display'.",
  ],
  [/^%%(?:html|svg|HTML|SVG)\b/, () => "Write: showHtml('…'), from './lib/display'."],
  [/^%%(?:javascript|js|typescript|ts)\b/, () => 'Leave this line out: the cells are TypeScript.'],
  [/^%(?:cd|pwd)\b/, () => "Paths start at the project's folder. Write: process.cwd()"],
  [
    /^%(?:set_)?env\s+(\w+)[ =]\s*(.*)/,
    ([, name, value]) => `Write: process.env.${name} = '${value.trim()}'`,
  ],
  [/^%env\b/, () => 'Write: process.env'],
  [
    /^%(?:load_ext|reload_ext|autoreload)\b.*/,
    () =>
      'Leave this line out. Changed files of the project are read after Kernel > Restart Kernel.',
  ],
  [/^%reset\b/, () => 'Use the menu Kernel > Restart Kernel.'],
  [
    /^(%%?\w+)/,
    ([, magic]) => `${magic} is not known here: of Python's magics there are %time and %%time.`,
  ],
  [/^\?+[\w.]+|^[\w.]+\?+$/, () => 'With the cursor on a name, Shift+Tab shows what it is.'],
];

const blocks: Record<string, string> = {
  for: 'for (const x of list) { … }',
  while: 'while (condition) { … }',
  if: 'if (condition) { … }',
  elif: '} else if (condition) { … }',
  else: '} else { … }',
  try: 'try { … }',
  except: '} catch (error) { … }',
  finally: '} finally { … }',
  with: 'a block { … }',
};

const pythonLines: Habit[] = [
  [
    /^import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,.*)?$|^from\s+\S+\s+import\b/,
    () =>
      `${python} Write: import { name } from './lib/display' for a file of the project, or from 'package'.`,
  ],
  [
    /^(?:async\s+)?def\s+(\w+)\s*\(([^)]*)\)/,
    ([, name, words]) => `${python} Write: function ${name}(${words.trim()}) { … }`,
  ],
  [/^class\s+(\w+)\s*(?:\([^)]*\))?:/, ([, name]) => `${python} Write: class ${name} { … }`],
  [
    /^(for|while|if|elif|else|try|except|finally|with)\b[^{]*:\s*(?:#.*)?$/,
    ([, word]) => `${python} Write: ${blocks[word]}`,
  ],
  [/^#/, () => `${python} A comment begins with //`],
  [/\blambda\b([^:]*):/, ([, words]) => `${python} Write: (${words.trim()}) => …`],
  [
    /(?:^|[\s(=,])[frbu]{1,2}(["'])/i,
    () => `${python} A text with values in it reads: \`hello \${name}\``,
  ],
  [
    /(?:^|[\s)\]])(?:and|or)\s|[\s(]not\s/,
    () => `${python} Write && for and, || for or, ! for not,`,
  ],
];

const pythonNames: Record<string, string> = {
  print: 'console.log(…)',
  len: 'text.length, list.length, map.size',
  None: 'null or undefined',
  True: 'true',
  False: 'false',
  range: 'Array.from({ length: n }, (_, i) => i)',
  str: 'String(x)',
  int: 'Math.trunc(Number(x))',
  float: 'Number(x)',
  list: 'Array.from(x)',
  dict: 'new Map()',
  enumerate: 'list.entries()',
  sorted: '[...list].sort((a, b) => a - b)',
  sum: 'list.reduce((a, b) => a + b, 0)',
  abs: 'Math.abs(x)',
  min: 'Math.min(…list)',
  max: 'Math.max(…list)',
  round: 'Math.round(x)',
  type: 'typeof x',
  open: "readFileSync(path, 'utf8'), from 'node:fs'",
  help: 'Shift+Tab with the cursor on a name',
  np: "the tensors of '@tensorflow/tfjs'",
  pd: "the frames of 'danfojs-node'",
  plt: "show(…), from './lib/display'",
};

function firstOf(habits: Habit[], line: string): string | undefined {
  for (const [pattern, say] of habits) {
    const found = pattern.exec(line);
    if (found) return say(found);
  }
  return undefined;
}

/** What to type instead of a command or a magic. */
export function insteadOfCommand(line: string): string | undefined {
  return firstOf([...commands, ...magics], line.trim());
}

/** What to type instead of a line of Python; for lines that are no TypeScript. */
export function insteadOfPython(line: string): string | undefined {
  const withoutTexts = line.replace(/(["'`])(?:\\.|(?!\1).)*\1?/g, '$1$1').replace(/\/\/.*/, '');
  return firstOf(pythonLines, withoutTexts.trim());
}

/** What to type instead of a name that Python knows. */
export function insteadOfName(name: string): string | undefined {
  const instead = Object.hasOwn(pythonNames, name) ? pythonNames[name] : undefined;
  return instead && `${name} is Python's. Here: ${instead}`;
}

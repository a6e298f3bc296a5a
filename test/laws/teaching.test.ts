import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  exercises,
  firstToSay,
  glossary,
  notebooks,
  partOf,
  plan,
  says,
  tableRows,
} from './teaching-pages.js';
import { isInProject, projectText, withoutGit } from './tracked-files.js';

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
const repeated = (list: string[]) => list.filter((one, i) => list.indexOf(one) !== i);
const sorted = (list: Iterable<string>) => [...list].sort();

/** The exercises that the last cell of each row names. */
const exercisesIn = (rows: string[][]) =>
  rows.flatMap((row) => row.at(-1)?.match(/\d+\.\d+/g) ?? []);

describe('the plan for teachers', { skip: withoutGit }, () => {
  const day = tableRows(partOf('## The course in one day'));
  const lessons = plan.match(/^### Lesson .*/gm) ?? [];
  const lessonRows = lessons.map((lesson) => tableRows(partOf(lesson)));

  it('speaks of every exercise, once', () => {
    const spokenOf = [...plan.matchAll(/^- \*\*(\d+\.\d+)\*\* /gm)].map(([, number]) => number);
    assert.ok(exercises.length > 50);
    assert.deepEqual(spokenOf, exercises);
  });

  it('tells the point of every notebook, and says what each exercise is for', () => {
    for (const [number] of notebooks) {
      const [heading] = plan.match(new RegExp(`^### ${number} .*`, 'm')) ?? ['none'];
      const part = partOf(heading);
      assert.match(part, /\*\*The point:\*\*/, number);
      const items = part.split(/^- /m).slice(1);
      assert.deepEqual(
        items.filter((item) => !item.includes('*For:*') && !item.startsWith('**13.5')),
        [],
      );
    }
  });

  it('says what the experiment of each notebook is for', () => {
    for (const [number, sections] of notebooks) {
      assert.ok(sections.has('Experiment'), number);
      const [heading] = plan.match(new RegExp(`^### ${number} .*`, 'm')) ?? ['none'];
      assert.match(partOf(heading), /^- \*\*Experiment\*\* .*\*For:\*/m, number);
    }
  });

  it('gives every exercise a place in one of the lessons, and only one', () => {
    const given = lessonRows.flatMap(exercisesIn);
    assert.deepEqual(repeated(given), []);
    assert.deepEqual(sorted(given), sorted(exercises));
  });

  it('has lessons whose parts are as long as is said', () => {
    assert.equal(lessons.length, 6);
    for (const [i, lesson] of lessons.entries()) {
      const said = Number(/\((\d+) minutes\)$/.exec(lesson)?.[1]);
      assert.equal(sum(lessonRows[i].map(([minutes]) => Number(minutes))), said, lesson);
    }
    const all = sum(lessonRows.flat().map(([minutes]) => Number(minutes)));
    assert.ok(plan.includes(`Six lessons of 90 minutes are ${all} minutes`));
  });

  it('has every notebook in the lessons', () => {
    const taught = lessonRows.flat().flatMap(([, , numbers]) => numbers.split(', '));
    assert.deepEqual(sorted(new Set(taught)), sorted(notebooks.keys()));
  });

  it('has a day whose clock and minutes agree', () => {
    let now = 9 * 60;
    for (const [at, minutes] of day) {
      assert.equal(at, `${Math.floor(now / 60)}:${String(now % 60).padStart(2, '0')}`);
      now += Number(minutes);
    }
    const breaks = day.filter(([, , part]) => part.startsWith('*'));
    const long = (rows: string[][]) => sum(rows.map(([, minutes]) => Number(minutes)));
    const end = `${Math.floor(now / 60)}:${now % 60}`;
    const said = `${long(day)} minutes from 9:00 to ${end}, of which ${long(breaks)} are breaks`;
    assert.ok(plan.includes(said), said);
    assert.deepEqual(repeated(exercisesIn(day)), []);
    assert.deepEqual(
      exercisesIn(day).filter((one) => !exercises.includes(one)),
      [],
    );
  });

  it('says how long each notebook runs as the notebook says it', () => {
    const rows = tableRows(partOf('### What each notebook needs, and how long it runs'));
    assert.equal(rows.length, notebooks.size);
    const seconds = rows.map(([notebook, , runs]) => {
      const [first] = notebooks.get(notebook.slice(1, 3))?.values() ?? [];
      assert.match(first?.prose ?? '', new RegExp(`It takes ${runs} on two cores without a GPU`));
      return Number(/\d+/.exec(runs)) * (runs.endsWith('minutes') ? 60 : 1);
    });
    assert.equal(Math.round(sum(seconds) / 60), 8);
    assert.match(plan, /All fifteen together take about eight\s+minutes/);
    assert.equal(notebooks.size, 15);
  });

  it('leads to sections that are there', () => {
    const cited = [...plan.replace(/\s+/g, ' ').matchAll(/\b(\d\d), \*([^*]+)\*/g)];
    const missing = cited.filter(([, number, heading]) => !notebooks.get(number)?.has(heading));
    assert.deepEqual(
      missing.map(([all]) => all),
      [],
    );
    assert.ok(cited.length > 40);
    const ofReadme = [...plan.replace(/\s+/g, ' ').matchAll(/section \*([^*]+)\*/g)];
    const headings: string[] = projectText('README.md').match(/^## .*/gm) ?? [];
    for (const [, heading] of ofReadme) {
      const place =
        headings.includes(`## ${heading}`) ||
        [...notebooks.values()].some((one) => one.has(heading));
      assert.ok(place, heading);
    }
  });

  it('shows cells that are where it says', () => {
    const shown = [
      ...plan
        .replace(/\s+/g, ' ')
        .matchAll(/\*\*D(\d+)\*\* · (\d\d), \*([^*]+)\*\.? Show: the cells? with `([^`]+)`/g),
    ];
    assert.deepEqual(
      shown.map(([, number]) => Number(number)),
      shown.map((_, i) => i + 1),
    );
    for (const [, number, notebook, heading, code] of shown) {
      const section = notebooks.get(notebook)?.get(heading);
      assert.ok(section?.code.includes(code), `D${number}: ${code}`);
    }
    assert.deepEqual(
      sorted(new Set(shown.map(([, , notebook]) => notebook))),
      sorted(notebooks.keys()),
    );
  });

  it('names demonstrations that it has', () => {
    const there = [...plan.matchAll(/^- \*\*D(\d+)\*\*/gm)].map(([, number]) => number);
    const named = [...plan.matchAll(/\bD(\d+)\b/g)].map(([, number]) => number);
    assert.deepEqual(
      named.filter((number) => !there.includes(number)),
      [],
    );
    const inLessons = lessons.map(partOf).join(' ');
    assert.deepEqual(
      there.filter((number) => !new RegExp(`\\bD${number}\\b`).test(inLessons)),
      [],
    );
  });

  it('names files and commands that are there', () => {
    const links = [...`${plan}${glossary}`.matchAll(/\]\(([^)#]+)\)/g)].map(([, to]) => to);
    const paths = links.filter((to) => !/^https?:/.test(to));
    const missing = paths.filter(
      (to) => !isInProject(to.startsWith('../') ? to.slice(3) : `docs/${to}`),
    );
    assert.deepEqual(missing, []);
    const { scripts } = JSON.parse(projectText('package.json')) as { scripts: object };
    const run = [...plan.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    assert.deepEqual(
      run.filter((name) => !(name in scripts)),
      [],
    );
    const program = projectText('lib/cli/program.js');
    for (const [, command, rest] of plan.matchAll(/npx captionlab ([a-z-]+)([^`]*)`/g)) {
      assert.match(program, new RegExp(`\\b${command}\\b`), command);
      const code = projectText(`lib/cli/${command}.ts`);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) {
        assert.match(code, new RegExp(`'${option}[ ']`), command);
      }
    }
  });

  it('quotes the words of the captioner of photographs, and the cosines of notebook 07', () => {
    const { words } = JSON.parse(projectText('lib/inference/weights/photographs/captioner.json'));
    const [, named] =
      /knows the words ([^,]+, [^,]+, [^,]+),/.exec(plan.replace(/\s+/g, ' ')) ?? [];
    const quoted = [...(named ?? '').matchAll(/`(\w+)`/g)].map(([, word]) => word);
    assert.equal(quoted.length, 4);
    assert.deepEqual(
      quoted.filter((word) => !words.includes(word)),
      [],
    );
    const near = notebooks.get('07')?.get('What near means')?.prose ?? '';
    assert.match(near, /black and white 0\.79, boy and girl 0\.85/);
  });
});

describe('the glossary', { skip: withoutGit }, () => {
  const rows = tableRows(glossary).map(([term, meaning, first, explained]) => ({
    term: term.replace(/\*\*/g, '').replace(/ \(.*/, ''),
    meaning,
    first,
    explained,
  }));

  it('has its terms in the order of the alphabet, each once', () => {
    const terms = rows.map(({ term }) => term.toLowerCase());
    assert.ok(terms.length > 80);
    assert.deepEqual(repeated(terms), []);
    assert.deepEqual(terms, sorted(terms));
  });

  it('names the notebook in which a term is first said, and none says it earlier', () => {
    const wrong = rows.filter(({ term, first }) => firstToSay(term) !== first);
    assert.deepEqual(
      wrong.map(({ term, first }) => `${term}: ${first}, and ${firstToSay(term)} says it`),
      [],
    );
  });

  it('names a section that speaks of the term, in no notebook before that', () => {
    for (const { term, first, explained } of rows) {
      const [, number, heading] = /^(\d\d), \*(.+)\*$/.exec(explained) ?? [];
      const section = notebooks.get(number)?.get(heading);
      assert.ok(section && says(section, term), `${term}: ${explained}`);
      assert.ok(number >= first, term);
    }
  });
});

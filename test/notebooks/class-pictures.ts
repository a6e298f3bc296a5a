import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataFrame, toExcel } from 'danfojs-node';
import sharp from 'sharp';
import { createRandom, type Random } from '../../lib/engine/index.js';

/** What a class has drawn: a thing in a colour, by day or by night, one of it or two. */
interface Drawn {
  thing: keyof typeof things;
  colour: keyof typeof colours;
  night: boolean;
  two: boolean;
}

const colours = {
  red: { en: 'red', de: 'rot', fill: '#c8352b' },
  blue: { en: 'blue', de: 'blau', fill: '#2b62c8' },
  yellow: { en: 'yellow', de: 'gelb', fill: '#e3b21c' },
  green: { en: 'green', de: 'grün', fill: '#2f9448' },
};

const things = {
  ship: {
    ...{ en: ['ship', 'ships'], de: ['Schiff', 'Schiffe'], ground: '#3f7fa8' },
    where: { en: 'sails on the sea', de: 'fährt auf dem Meer' },
    where2: { en: 'sail on the sea', de: 'fahren auf dem Meer' },
    svg: (fill: string) =>
      `<path d="M-60 0H60L40 34H-40Z" fill="${fill}"/><path d="M-4 -6V-92L52 -10Z" fill="#f4efe2"/><path d="M-8 0V-96" stroke="#4a3626" stroke-width="5"/>`,
  },
  house: {
    ...{ en: ['house', 'houses'], de: ['Haus', 'Häuser'], ground: '#7aa35a' },
    where: { en: 'stands in a meadow', de: 'steht auf einer Wiese' },
    where2: { en: 'stand in a meadow', de: 'stehen auf einer Wiese' },
    svg: (fill: string) =>
      `<rect x="-52" y="-56" width="104" height="90" fill="#efe4cf"/><path d="M-66 -52L0 -106L66 -52Z" fill="${fill}"/><rect x="-14" y="-14" width="28" height="48" fill="#6b4a30"/>`,
  },
  tree: {
    ...{ en: ['tree', 'trees'], de: ['Baum', 'Bäume'], ground: '#a9925f' },
    where: { en: 'grows on a hill', de: 'wächst auf einem Hügel' },
    where2: { en: 'grow on a hill', de: 'wachsen auf einem Hügel' },
    svg: (fill: string) =>
      `<rect x="-9" y="-20" width="18" height="56" fill="#5d4229"/><circle cy="-52" r="46" fill="${fill}"/>`,
  },
};

const endings: Record<keyof typeof things, string> = { ship: 'es', house: 'es', tree: 'er' };

/** What is said of a picture, in both languages. */
function captionsOf({ thing, colour, night, two }: Drawn): { English: string; Deutsch: string } {
  const { en, de, where, where2 } = things[thing];
  const { en: coloured, de: farbig } = colours[colour];
  const when = night
    ? { en: 'at night under the moon', de: 'in der Nacht unter dem Mond' }
    : { en: 'in the sunshine', de: 'im Sonnenschein' };
  return two
    ? {
        English: `Two ${coloured} ${en[1]} ${where2.en} ${when.en}.`,
        Deutsch: `Zwei ${farbig}e ${de[1]} ${where2.de} ${when.de}.`,
      }
    : {
        English: `A ${coloured} ${en[0]} ${where.en} ${when.en}.`,
        Deutsch: `Ein ${farbig}${endings[thing]} ${de[0]} ${where.de} ${when.de}.`,
      };
}

function svgOf({ thing, colour, night, two }: Drawn, random: Random): string {
  const { ground, svg } = things[thing];
  const sky = night ? '#1c2440' : '#a9d3ee';
  const light = night
    ? '<circle cx="250" cy="50" r="20" fill="#f3efd8"/>'
    : '<circle cx="60" cy="50" r="26" fill="#ffd75a"/>';
  const places = two ? [95, 225] : [110 + random.integer(100)];
  const drawn = places.map((x) => {
    const scale = (two ? 0.75 : 1) * (0.85 + 0.3 * random.uniform());
    const y = 158 + random.integer(14);
    return `<g transform="translate(${x} ${y}) scale(${scale.toFixed(2)})">${svg(colours[colour].fill)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="${sky}"/>${light}<rect y="176" width="320" height="64" fill="${ground}"/>${drawn.join('')}</svg>`;
}

const folders = { ship: 'Schiffe', house: 'Häuser', tree: '' };

/** What a class hands in: 40 drawn pictures, whose names have blanks, and a spreadsheet with a caption in each of two languages. */
export async function drawClassPictures(folder: string): Promise<string[]> {
  const random = createRandom('a class');
  const rows: [string, string, string][] = [];
  const kinds = Object.keys(things) as Drawn['thing'][];
  const paints = Object.keys(colours) as Drawn['colour'][];
  for (let i = 0; i < 40; i++) {
    const drawn: Drawn = {
      ...{ thing: kinds[i % 3], colour: paints[(i >> 1) % 4] },
      ...{ night: random.uniform() < 0.4, two: random.uniform() < 0.35 },
    };
    const ending = i % 7 === 0 ? 'PNG' : 'png';
    const name = `${things[drawn.thing].de[0]} ${i + 1} von Zoë.${ending}`;
    const path = join(folder, folders[drawn.thing], name);
    mkdirSync(dirname(path), { recursive: true });
    await sharp(Buffer.from(svgOf(drawn, random)))
      .png()
      .toFile(path);
    const { English, Deutsch } = captionsOf(drawn);
    rows.push([name, English, Deutsch]);
  }
  const sheet = new DataFrame(rows, { columns: ['Bild', 'English', 'Deutsch'] });
  toExcel(sheet, { filePath: join(folder, 'unsere Bilder.xlsx') });
  return rows.map(([name]) => name);
}

import { type Ways, ways, withTail } from './grammar.js';
import type { Depth, Subject } from './types.js';

/*
 * Sentences with gaps. `<who>` is a subject with its colour, `<kind>` the subject alone, `<vague>` a word that leaves open who it
 * is, `<dressed>` what shows the colour behind the noun, `<bare>` the place without its article. `_` stands for a comma.
 */

/** What people say first of an animal. */
export const sentences: Ways = [
  ['a <who> is <doing> <place>', 15.5],
  ['a <who> <doing> <place>', 4],
  ['a <who> <does> <place>', 3],
  ['a <who> <place>', 1],
  ['<who> <doing>', 1.5],
  ['<place> _ a <who> is <doing>', 8],
  ['<place> _ a <who> <does>', 6],
  ['<place> there is a <who> <doing>', 4],
  ['<place> _ the <kind> is <doing>', 2],
  ['<place> we see a <who> <doing>', 2],
  ['the <kind> is <doing> <place>', 2.5],
  ['the <who> is <doing> <place>', 10],
  ['the <kind> <does> <place>', 2],
  ['there is a <who> <doing> <place>', 8],
  ['there is a <kind> <doing> <place>', 2],
  ['<kind> <doing> <bare>', 4.5],
  ['a <kind> is <doing> <place>', 3],
  ['a <kind> <dressed> is <doing> <place>', 3],
  ['a <vague> is <doing> <place>', 1.4],
  ['a <colour> <vague> <place>', 0.6],
  ['a picture of a <who> <doing>', 1],
  ['this is a <who> that is <doing>', 1],
  ["it's a <who> <doing> <place>", 0.7],
  ['one <who> <does> <place>', 0.8],
  ["there's a <who> <doing> <place>", 0.8],
];

/** The same of a child, whose colour is that of the clothes. */
export const sentencesOfPeople: Ways = [
  ['a <kind> <dressed> is <doing> <place>', 16],
  ['a <kind> <dressed> <doing> <place>', 4],
  ['a <kind> <dressed> <does> <place>', 4],
  ['a <kind> <dressed> <place>', 1],
  ['<place> _ a <kind> <dressed> is <doing>', 11],
  ['<place> _ a <kind> <dressed> <does>', 7],
  ['<place> there is a <kind> <dressed> <doing>', 4],
  ['<place> _ the <kind> is <doing>', 2],
  ['the <kind> is <doing> <place>', 2.5],
  ['the <kind> <dressed> is <doing> <place>', 10],
  ['the <kind> <does> <place>', 2],
  ['there is a <kind> <dressed> <doing> <place>', 8],
  ['there is a <kind> <doing> <place>', 2],
  ['<kind> <doing> <bare>', 3.5],
  ['a <kind> is <doing> <place>', 2],
  ['a <vague> <dressed> is <doing> <place>', 3],
  ['a <vague> is <doing> <place>', 2],
  ['a picture of a <kind> <dressed>', 1],
  ["it's a <kind> <dressed> <doing>", 0.7],
];

/** What somebody says first who looks at the whole picture. */
export const wide: Ways = [
  ['the picture shows a <who> <place>', 20],
  ['close-up of a <who> <place>', 7],
  ['closeup of a <who> <doing>', 3],
  ['a close up of a <who>', 3],
  ['I think this is a <who> <doing>', 3],
  ['this photo shows a <who> <doing> <place>', 4],
  ['a nice drawing of a <who> <doing> <place>', 4],
  ['guess who is <doing> <place>: a <who>', 1],
  ["someone's <kind> is <doing> <place>", 4],
  ["somebody's <kind> <does> <place>", 2],
  ['my favourite: a <who> <doing> <place> !', 1],
  ['a "<kind>" <place>', 1],
  ['a <who> (<doing>) <place>', 1],
  ['view of a <who> <doing> <place>', 2],
  ['here comes a <who> !', 1],
];

/** First words that count those in the picture. */
export const counting: Ways = [
  ['two animals <place> _ a <who> and a <other>', 30],
  ['2 animals <place> _ a <who> and a <other>', 8],
  ['a <who> and a <other> <place>', 60],
  ['one of 2 animals is a <who> <doing> <place>', 4],
  ['a pair of animals: a <kind> and a <other>', 3],
  ['both of them are <place> _ the <kind> and the <other>', 3],
];

export const countingPeople: Ways = [
  ['two children <place> _ a <kind> <dressed> and a <other>', 55],
  ['2 kids <place> _ a <kind> and a <other>', 8],
  ['a <kind> <dressed> and a <other> <place>', 50],
  ['children <place> _ a <kind> and a <other>', 10],
];

/** Where the other one is: `<side>` as one looks at the picture, `<opposite>` seen from the other one. */
export const companyWays: Record<Depth, Ways> = {
  behind: ways(
    'near a <other> 26, next to a <other> 14, with a <other> behind 14, in front of a <other> 12, to the <opposite> of a <other> 10, with a <other> on the <side> 8, while a <other> is <otherDoing> 10, while a <other> <otherDoes> behind 6',
  ),
  'in front': ways(
    'near a <other> 26, next to a <other> 16, behind a <other> 18, with a <other> in front 14, to the <opposite> of a <other> 8, with a <other> on the <side> 8, while a <other> is <otherDoing> 10',
  ),
};

const shirts = withTail(
  'in a <colour> shirt 60, in a <colour> t-shirt 20, wearing a <colour> shirt 13, dressed in <colour> 4, wearing <colour> 3',
  6.6,
  'in a <colour> t shirt, in a <colour> sweater, in a <colour> jersey, wearing a <colour> top, in a <colour> pullover, in a <colour> polo-shirt, in a <colour> jumper, in a short-sleeved <colour> shirt, in <colour> clothes, in a <colour> tee',
);
const dresses = withTail(
  'in a <colour> dress 76, wearing a <colour> dress 16, dressed in <colour> 5, wearing <colour> 3',
  4.0,
  'in a <colour> skirt, in a <colour> gown, in a <colour> frock, wearing a <colour> outfit, in a pretty <colour> dress, in a <colour> pinafore, in a sleeveless <colour> dress, in <colour> clothes',
);
const fur = withTail(
  'with <colour> fur 100',
  3.1,
  'with a <colour> coat, with <colour> hair, with soft <colour> fur',
);
const feathers = withTail(
  'with <colour> feathers 100',
  26.6,
  'with <colour> wings, with <colour> plumage, with a <colour> tail',
);

/** What shows a subject's colour: `with black fur`, `in a red shirt`. */
export function dressedWays(subject: Subject): Ways {
  if (subject === 'boy') return shirts;
  if (subject === 'girl') return dresses;
  return subject === 'bird' ? feathers : fur;
}

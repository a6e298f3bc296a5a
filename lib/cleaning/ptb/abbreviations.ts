/** Words that keep their full stop wherever they stand, and may end a sentence. */
const mayEnd = wordSet(
  'al ala apr ariz assn aug bancorp bhd bldg blvd bros calif co colo conn corp cos ct dak dec esq est etc ext feb fla fri ' +
    'ga inc ind intl jan jr jul jun kan kans ky ltd mar md mich minn mo mon mont neb nev nov oct okla penn plc rd rt ' +
    'sep sept seq sq sr sys tel tenn thu thurs tue tues univ va vt wed wis wisc wyo',
);
/** The same, with a capital only: an ill. is none. */
const capitalised = wordSet('ark az del ill la mass miss ore pa tex wash');
const titles = wordSet(
  'adj adm adv alex assoc asst atty attys ave brig capt cf cie cmdr col comdr cpl dept det dr drs elec ens ft gen gov ' +
    'govs hon insp invt jos lieut lt maj messrs mlle mme mr mrs ms msgr mt natl pfc ph pres prof profs pvt rep reps rev ' +
    'sen sens sfc sgt spc st ste supt supts treas vs wm',
);
const numbered = wordSet('art ca fig figs no nos op pp prop');

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Whether a word keeps its full stop and may end a sentence: Co., Ill., pty. */
export const isAbbreviation = (word: string) =>
  mayEnd.has(word.toLowerCase()) ||
  (/^[A-Z]/.test(word) && capitalised.has(word.toLowerCase())) ||
  /^(?:[pP]?[pP][tT][ey][sS]?|[pP][hH]\.[dD])$/.test(word);

/** Whether a word keeps its full stop and stands before others: Mr., Dept. */
export const isTitle = (word: string) =>
  titles.has(word.toLowerCase()) || /^[mM][ft][gG]$/.test(word);

/** Whether a word keeps its full stop before a number: no. 5. */
export const isNumbered = (word: string) => numbered.has(word.toLowerCase());

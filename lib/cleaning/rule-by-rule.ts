import { allCaptions, type CaptionsById, rawTokens } from '../data-understanding';
import { cleaningRules } from './clean-caption';

const applied = (tokens: string[], rules: number) =>
  cleaningRules
    .slice(0, rules)
    .reduce((left, { apply }) => left.map(apply).filter((token) => token !== ''), tokens);

/** A caption as it stands and after each of the rules. */
export function cleaningTrace(caption: string): { after: string; caption: string }[] {
  const tokens = rawTokens(caption);
  const names = ['(as it stands)', ...cleaningRules.map(({ name }) => name)];
  return names.map((after, rules) => ({ after, caption: applied(tokens, rules).join(' ') }));
}

/** How many tokens there are, and how many different ones, before cleaning and after each rule. */
export function ruleTable(
  captions: CaptionsById,
): { after: string; tokens: number; different: number }[] {
  let tokens = allCaptions(captions).flatMap(rawTokens);
  const row = (after: string) => ({
    after,
    tokens: tokens.length,
    different: new Set(tokens).size,
  });
  const rows = [row('(as they stand)')];
  for (const { name, apply } of cleaningRules) {
    tokens = tokens.map(apply).filter((token) => token !== '');
    rows.push(row(name));
  }
  return rows;
}

/** The words that were written in most ways, with all their spellings, the frequent ones first. */
export function spellings(
  captions: CaptionsById,
): { word: string; spellings: string[]; count: number }[] {
  const groups = new Map<string, Map<string, number>>();
  for (const token of allCaptions(captions).flatMap(rawTokens)) {
    const [word = ''] = applied([token], cleaningRules.length);
    if (word === '') continue;
    const group = groups.get(word) ?? new Map<string, number>();
    group.set(token, (group.get(token) ?? 0) + 1);
    groups.set(word, group);
  }
  return [...groups]
    .filter(([, group]) => group.size > 1)
    .map(([word, group]) => ({
      word,
      spellings: [...group].sort((a, b) => b[1] - a[1]).map(([token]) => token),
      count: [...group.values()].reduce((sum, count) => sum + count, 0),
    }))
    .sort((a, b) => b.spellings.length - a.spellings.length || b.count - a.count);
}

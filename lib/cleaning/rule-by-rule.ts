import { allCaptions, type CaptionsById, rawTokens } from '../data-understanding/index.js';
import { type CleaningRule, cleaningRules, cleanToken } from './clean-caption.js';

const applied = (tokens: string[], { apply }: Pick<CleaningRule, 'apply'>) =>
  tokens.map(apply).filter((token) => token !== '');

/** A caption as it stands and after each of the rules. */
export function cleaningTrace(caption: string): { after: string; caption: string }[] {
  let tokens = rawTokens(caption);
  const rows = [{ after: '(as it stands)', caption: tokens.join(' ') }];
  for (const rule of cleaningRules) {
    tokens = applied(tokens, rule);
    rows.push({ after: rule.name, caption: tokens.join(' ') });
  }
  return rows;
}

/** How many tokens there are, and how many different ones, before cleaning and after each rule. */
export function ruleTable(
  captions: CaptionsById,
): { after: string; tokens: number; 'different tokens': number }[] {
  const asTheyStand = { name: '(as they stand)', apply: (token: string) => token };
  const steps = [asTheyStand, ...cleaningRules].map((rule) => ({
    ...rule,
    tokens: 0,
    seen: new Set<string>(),
  }));
  for (const caption of allCaptions(captions)) {
    let tokens = rawTokens(caption);
    for (const step of steps) {
      tokens = applied(tokens, step);
      step.tokens += tokens.length;
      for (const token of tokens) step.seen.add(token);
    }
  }
  return steps.map(({ name, tokens, seen }) => ({
    after: name,
    tokens,
    'different tokens': seen.size,
  }));
}

/** The words that were written in most ways, with all their spellings, the frequent ones first. */
export function spellings(
  captions: CaptionsById,
): { word: string; spellings: string[]; count: number }[] {
  const groups = new Map<string, Map<string, number>>();
  for (const caption of allCaptions(captions)) {
    for (const token of rawTokens(caption)) {
      const { word } = cleanToken(token);
      if (word === '') continue;
      const group = groups.get(word) ?? new Map<string, number>();
      group.set(token, (group.get(token) ?? 0) + 1);
      groups.set(word, group);
    }
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

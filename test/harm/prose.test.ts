import { describe, it } from 'node:test';
import { harmOnPhotographs } from '../../lib/harm/index.js';
import { assertSays } from '../prose.js';

const { spoken, people, strange } = harmOnPhotographs();
const NOTEBOOK = '15-harm';
const ratio = (name: string) =>
  spoken.find(({ captions }) => captions === name)?.['women per man'].toFixed(2);
const measured = (name: string) => {
  const found = people.find(({ captioner }) => captioner === name);
  const [men, women] = (found?.called ?? []).map(({ other }) => `${(100 * other).toFixed(1)} %`);
  return { men, women, mean: found?.amplification.mean.toFixed(3) };
};
const area = (name: string, of: 'AUROC, how sure' | 'AUROC, how near' = 'AUROC, how sure') =>
  strange.rows.find(({ kind }) => kind === name)?.[of].toFixed(2);
const mostOften = (name: string) => strange.rows.find(({ kind }) => kind === name)?.['most often'];

describe('what notebook 15 says of photographs', () => {
  it('is what was measured: of whom captions speak', () => {
    const [train, dev] = ['people, of the training pictures', 'people, of the dev pictures'];
    assertSays(NOTEBOOK, `${ratio(train)} in training, ${ratio(dev)} of the dev pictures`);
    assertSays(NOTEBOOK, `less often still, ${ratio('merge')} and ${ratio('transformer')}`);
    assertSays(NOTEBOOK, `above people, at ${ratio('merge, self-critical')}`);
  });

  it('is what was measured: what people are called', () => {
    const [transformer, merge, critical] = ['transformer', 'merge', 'merge, self-critical'].map(
      measured,
    );
    assertSays(NOTEBOOK, `transformer calls ${transformer.men} a woman or girl`);
    assertSays(NOTEBOOK, `it calls ${transformer.women} a man or boy`);
    assertSays(NOTEBOOK, `For merge it is ${merge.men} and ${merge.women}`);
    assertSays(NOTEBOOK, `more evenly, ${critical.men} and ${critical.women}`);
    assertSays(NOTEBOOK, `amplify nothing: ${merge.mean} and ${transformer.mean}`);
    assertSays(NOTEBOOK, `come to ${measured('a person').mean}`);
  });

  it('is what was measured: strange pictures', () => {
    assertSays(NOTEBOOK, `${area('all of them')} over all, ${area('page of text')} for the pages`);
    assertSays(
      NOTEBOOK,
      `a coin (${area('noise')}), and for the X-ray plates little better (${area('X-ray')})`,
    );
    assertSays(
      NOTEBOOK,
      `of these ${mostOften('X-ray')}, and of a blank sheet ${mostOften('blank sheet')}`,
    );
    assertSays(NOTEBOOK, `comes to ${area('all of them', 'AUROC, how near')}`);
  });
});

import { byId } from '../../../display/page/element.js';

const SETTING = 'captionlab.speak';

/** Says captions aloud, where the browser can. */
export interface Speech {
  say(text: string): void;
  /** Whether every caption is to be said as soon as it is found. */
  readonly always: boolean;
}

/** What was chosen the last time; a browser may refuse to remember. */
function remembered(): boolean {
  try {
    return localStorage.getItem(SETTING) === 'yes';
  } catch {
    return false;
  }
}

function remember(always: boolean): void {
  try {
    localStorage.setItem(SETTING, always ? 'yes' : 'no');
  } catch {
    // Then it is asked again.
  }
}

/** Wires the button and the setting that speak; they stay hidden where the browser has no voice. */
export function wireSpeech(text: () => string): Speech {
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  const box = byId<HTMLInputElement>('speak-each');
  const say = (words: string) => {
    if (!synthesis || !words) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = 'en';
    synthesis.cancel();
    synthesis.speak(utterance);
  };
  for (const id of ['speak', 'speak-setting']) byId(id).hidden = !synthesis;
  box.checked = remembered();
  box.addEventListener('change', () => remember(box.checked));
  byId('speak').addEventListener('click', () => say(text()));
  return {
    say,
    get always() {
      return box.checked;
    },
  };
}

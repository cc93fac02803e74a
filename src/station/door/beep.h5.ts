import { notes } from './tones';
import type { Tone } from './verdict';

let context: AudioContext | undefined;

/** The verdict as a sound, so that nobody has to look. */
export function beep(tone: Tone): void {
  context ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
  if (!context) return;
  for (const { hertz, from, until } of notes[tone]) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(context.destination);
    oscillator.start(context.currentTime + from);
    oscillator.stop(context.currentTime + until);
  }
}

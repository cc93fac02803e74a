import Taro from '@tarojs/taro';
import { type Note, notes } from './tones';
import type { Tone } from './verdict';

/** WeChat's own way to make sounds; a phone too old for it stays silent. The browser's is in beep.h5. */
let context: ReturnType<typeof Taro.createWebAudioContext> | undefined;

/** The verdict as a sound, so that nobody has to look. */
export function beep(tone: Tone): void {
  try {
    context ??= Taro.createWebAudioContext();
    for (const note of notes[tone]) play(context, note);
  } catch {
    context = undefined;
  }
}

function play(audio: NonNullable<typeof context>, { hertz, from, until }: Note): void {
  const oscillator = audio.createOscillator() as unknown as OscillatorNode;
  oscillator.frequency.value = hertz;
  oscillator.connect(audio.destination as unknown as AudioNode);
  const start = (audio.currentTime as number) + from;
  oscillator.start(start);
  oscillator.stop(start + until - from);
}

/** This gate's own doings in words, for whoever wants to take one back or must look at one again. Pure. */

import { timeText } from '@core/kernel/dates';
import { type Arrive, type Deed, type Leave, undoneBy, type WalkIn } from './record-entries';

/** Why a scan is taken back. */
export const undoReasons = ['扫错人了', '人数错了', '没有进场', '其他'] as const;

export type Doing = { requestId: string; at: string; text: string; undone: boolean; waiting: boolean };

function subject(deed: Arrive | WalkIn | Leave): string {
  switch (deed.what) {
    case 'arrive':
      return `${deed.name} 进 ${deed.count} 位`;
    case 'walkIn':
      return `没预约 ${deed.count} 人`;
    case 'leave':
      return `${deed.name} 签退`;
  }
}

/** Those who were let in, the newest first. */
export function doingsOf(deeds: readonly Deed[], most: number): Doing[] {
  const undone = undoneBy(deeds);
  const told = new Map(
    deeds.flatMap(deed => (deed.what === 'undo' ? [[deed.of, deed.told !== undefined] as const] : [])),
  );
  return deeds
    .filter((deed): deed is Arrive | WalkIn => deed.what === 'arrive' || deed.what === 'walkIn')
    .slice(-most)
    .reverse()
    .map(deed => ({
      requestId: deed.requestId,
      at: timeText(deed.at),
      text: subject(deed),
      undone: undone.has(deed.requestId) || deed.told?.outcome === 'undone',
      waiting: !deed.told || told.get(deed.requestId) === false,
    }));
}

/** What is to be looked at, and what to do about it. */
export function lookText(deed: Deed): { title: string; text: string } {
  const who = deed.what === 'undo' ? '撤销' : subject(deed);
  const title = `${timeText(deed.at)} ${who}`;
  switch (deed.told?.outcome) {
    case 'disputed':
      return { title, text: '另一个门也放了这一家。人数只算一次，请站点人员核对。' };
    case 'walkIn':
      return { title, text: '这一家已经没有名额，按没预约的记了人数。' };
    default: {
      const nothing = deed.what === 'leave' ? '没有记签退' : '没有记人数';
      return { title, text: deed.told?.message ?? `这个码不是这一场的，${nothing}。` };
    }
  }
}

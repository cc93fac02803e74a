/** A registration's part of the copy, in words. */

import { audit } from '@core/contract';
import { wayWords } from '@core/door/door-words';
import { fromIso, yearMomentOf } from '@core/kernel/dates';
import type { CopyEntry, HeldRegistration } from '@core/privacy/contract';
import { registrationWords } from '@core/registration/registration-words';
import type { ArrivalWay } from '@core/roster/door-slice';

type Beside = {
  code: string | undefined;
  left: number[];
  withdrawnAt: number | undefined;
  undone: { at: number; reason?: string }[];
  before: Pick<HeldRegistration, 'people' | 'answers'>[];
};

const moment = (iso: string) => yearMomentOf(fromIso(iso));

const personText = ({ name, phone, age, accompanying }: HeldRegistration['people'][number]) =>
  [name, phone, age, accompanying ? '陪同' : ''].filter(Boolean).join('，');

const answerText = ({ question, answer }: HeldRegistration['answers'][number]) => `${question}：${answer}`;

/** One registration, with what stands beside it in the same documents. */
export function entryOf(
  held: HeldRegistration,
  { code, left, undone, withdrawnAt, before }: Beside,
): CopyEntry {
  const { people, answers, guardianAgreedAt, arrivals, looks, reason } = held;
  return {
    title: held.activity,
    lines: [
      `${moment(held.startsAt)}，${held.place}（${held.station}）`,
      `${registrationWords[held.status].resident}，${moment(held.registeredAt)} 报的名`,
      ...(code ? [`入场码：${code}`] : []),
      ...people.map(one => `同行人：${personText(one)}`),
      ...answers.map(answerText),
      ...before.map(
        one => `另外填过：${[...one.people.map(personText), ...one.answers.map(answerText)].join('；')}`,
      ),
      ...(guardianAgreedAt ? [`监护人同意：${moment(guardianAgreedAt)}`] : []),
      ...(reason ? [`站点说：${reason}`] : []),
      ...arrivals.map(
        one =>
          `${moment(one.at)} 到了 ${one.people} 人，${wayWords[one.way as ArrivalWay]?.resident ?? one.way}，${one.by}登记`,
      ),
      ...undone.map(one => `${yearMomentOf(one.at)} 撤销了一次签到${one.reason ? `：${one.reason}` : ''}`),
      ...left.map(at => `${yearMomentOf(at)} 签退`),
      ...(withdrawnAt === undefined ? [] : [`${yearMomentOf(withdrawnAt)} 退出`]),
      ...looks.map(
        one =>
          `${moment(one.at)} ${one.by}${audit[one.what]?.toHolder ?? '看过'}${one.reason ? `：${one.reason}` : ''}`,
      ),
    ],
  };
}

import { Button } from '@app/components/Button';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { whenText } from '@app/components/when';
import { type Intent, useAction } from '@app/hooks/useAction';
import { problemsAt } from '@app/station/publishing/edit/draft-writing';
import { at, beijingDay, fromIso, iso, timeField } from '@core/kernel/dates';
import type { StationActivity, Told } from '@core/publishing/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import './ReasonSheet.scss';
import { TimeField } from '@app/components/TimeField';

/** Asks for the reason before an activity is called off, and says what follows. */
export function CancelSheet(props: {
  activity: StationActivity;
  onClose: () => void;
  onDone: (told: Told) => void;
}) {
  const { activity, onClose, onDone } = props;
  const [reason, setReason] = useState('');
  const cancel = useAction('activity.cancel');
  const stop = async () => {
    const told = await cancel.run({ activityId: activity.activityId, reason });
    if (told) onDone(told);
  };
  return (
    <Sheet open title="取消活动" onClose={onClose}>
      <View className="reason-sheet__what">{`${activity.title}（${whenText(activity)}）`}</View>
      <Notice
        kind="warning"
        title="取消后马上生效，不能恢复"
        text="报了名的居民会收到通知；通知不到的，列给您打电话。"
      />
      <View className="reason-sheet__field">
        <LongField
          label="原因（居民会看到）"
          value={reason}
          onChange={setReason}
          maxLength={100}
          placeholder="例如：今天有雷雨大风，为了安全取消"
          required
          error={problemsAt(cancel.error?.details).reason}
        />
      </View>
      {cancel.error ? <Notice kind="error" title={cancel.error.message} /> : null}
      <View className="reason-sheet__buttons">
        <Button look="danger" busy={cancel.busy} disabled={reason.trim() === ''} onPress={() => void stop()}>
          取消这个活动
        </Button>
        <Button look="quiet" onPress={onClose}>
          先不取消
        </Button>
      </View>
    </Sheet>
  );
}

/** Asks for the new time and the reason before an activity moves; every registration moves with it. */
export function PostponeSheet(props: {
  activity: StationActivity;
  onClose: () => void;
  onDone: (told: Told) => void;
}) {
  const { activity, onClose, onDone } = props;
  const startsAt = fromIso(activity.startsAt);
  const hasOneEnd = activity.sessionCount < 2 && !activity.allDay;
  const [reason, setReason] = useState('');
  const [date, setDate] = useState('');
  const [start, setStart] = useState(timeField(startsAt));
  const [end, setEnd] = useState(hasOneEnd ? timeField(fromIso(activity.endsAt)) : '');
  const postpone = useAction('activity.postpone');
  const problems = problemsAt(postpone.error?.details);
  const move = async () => {
    const input: Intent<'activity.postpone'> = {
      activityId: activity.activityId,
      reason,
      startsAt: iso(at(date, start)),
      ...(hasOneEnd && end !== '' ? { endsAt: iso(at(date, end)) } : {}),
    };
    const told = await postpone.run(input);
    if (told) onDone(told);
  };
  return (
    <Sheet open title="顺延" onClose={onClose}>
      <View className="reason-sheet__what">{`${activity.title}，原定 ${whenText(activity)}`}</View>
      <TimeField
        label={activity.sessionCount > 1 ? '第一场改到' : '改到'}
        kind="date"
        value={date}
        onChange={setDate}
        error={date !== '' && date < beijingDay(startsAt) ? '比原来的日子早，请再核对' : undefined}
      />
      <View className="reason-sheet__times">
        <TimeField
          label="开始"
          kind="time"
          value={start}
          onChange={setStart}
          error={problems['sessions.0.startsAt']}
        />
        {hasOneEnd ? (
          <TimeField
            label="结束"
            kind="time"
            value={end}
            onChange={setEnd}
            error={problems['sessions.0.endsAt']}
          />
        ) : null}
      </View>
      <LongField
        label="原因（居民会看到）"
        value={reason}
        onChange={setReason}
        maxLength={100}
        placeholder="例如：场地停电，改到下周"
        required
        error={problems.reason}
      />
      <Notice kind="info" title="报名都保留" text="报了名的居民会收到通知；通知不到的，列给您打电话。" />
      {postpone.error ? <Notice kind="error" title={postpone.error.message} /> : null}
      <View className="reason-sheet__buttons">
        <Button
          look="primary"
          busy={postpone.busy}
          disabled={reason.trim() === '' || date === '' || start === ''}
          onPress={() => void move()}
        >
          顺延并通知大家
        </Button>
      </View>
    </Sheet>
  );
}

/** What came of it: how many were told, and who has to be phoned. */
export function ToldSheet(props: { title: string; told: Told; onCalls?: () => void; onClose: () => void }) {
  const { title, told, onCalls, onClose } = props;
  return (
    <Sheet open title={title} onClose={onClose}>
      <Notice kind="done" title={toldText(told)} />
      {told.reasonHidden ? (
        <View className="reason-sheet__hidden">
          <Notice
            kind="warning"
            title="居民看不到您写的原因"
            text="原因没有通过微信的内容检查。改动已经生效，原因请打电话说明。"
          />
        </View>
      ) : null}
      {told.toPhone.length > 0 ? (
        <View className="reason-sheet__phones">
          <View className="reason-sheet__phones-title">{`待电话 ${told.toPhone.length} 家`}</View>
          {told.toPhone.map(one => (
            <View key={one.registrationId} className="reason-sheet__phone">
              <View className="reason-sheet__name">{`${one.name} · ${one.size} 人`}</View>
              <View className="reason-sheet__number">{one.phone}</View>
            </View>
          ))}
        </View>
      ) : null}
      <View className="reason-sheet__buttons">
        {onCalls && told.toPhone.length > 0 ? (
          <Button look="primary" onPress={onCalls}>
            去打电话
          </Button>
        ) : null}
        <Button look={onCalls && told.toPhone.length > 0 ? 'plain' : 'primary'} onPress={onClose}>
          知道了
        </Button>
      </View>
    </Sheet>
  );
}

function toldText({ told, toPhone }: Told): string {
  if (told === 0) return toPhone.length === 0 ? '还没有人报名，不用通知' : '报了名的都收不到通知，请打电话';
  return toPhone.length === 0 ? `已经通知 ${told} 家，没有需要打电话的` : `已经通知 ${told} 家`;
}

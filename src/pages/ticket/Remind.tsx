import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { useAsking } from '@app/hooks/useAsking';
import { keep, kept } from '@app/services/storage';
import { beijingDay, fromIso, hour, startOfDay } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import { useState } from 'react';

/** Until 20:00 on the eve a reminder may still come. */
const lastReminder = 4 * hour;

/** Asks, in its own tap, for a reminder on the eve of what begins at `startsAt` (ISO); nothing once the eve is over. */
export function Remind({ startsAt, now }: { startsAt: string; now: number }) {
  const { kinds, ask } = useAsking();
  const name = `remind|${startsAt}`;
  const [answer, setAnswer] = useState<boolean | undefined>(() => kept<true>(name));
  const eveIsOver = now >= startOfDay(beijingDay(fromIso(startsAt))) - lastReminder;
  if (eveIsOver || !kinds.includes('reminder')) return null;
  const press = async () => {
    const agreed = await ask(['reminder', 'change']);
    if (agreed) keep(name, true);
    setAnswer(agreed);
  };
  if (answer) return <Notice kind="done" title="前一天傍晚会用微信提醒您" />;
  return (
    <View>
      <Button onPress={() => void press()}>开始前提醒我</Button>
      {answer === false ? (
        <Notice kind="info" title="没有打开微信通知，要想收到请再点一次并选“允许”" />
      ) : null}
    </View>
  );
}

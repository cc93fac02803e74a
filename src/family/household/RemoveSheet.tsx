import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import type { FamilyPerson } from '@core/household/contract';
import { View } from '@tarojs/components';

/** Asks once before somebody is taken off the list; what they are registered for stays. */
export function RemoveSheet(props: { person: FamilyPerson; version: number; onDone: () => void }) {
  const { person, version, onDone } = props;
  const removal = useAction('family.remove');
  const remove = async () => {
    const done = await removal.run({ personId: person.personId, version });
    if (done) onDone();
  };
  const outdated = removal.error?.code === 'family.changed';
  return (
    <Sheet open title={`去掉${person.name}？`} onClose={onDone}>
      <View className="family__ask">名字和电话会删掉。已经报的名不受影响，要退请到“我的”里退。</View>
      {removal.error ? (
        <View className="family__refusal" {...aria({ role: 'alert' })}>
          {removal.error.message}
        </View>
      ) : null}
      <Button
        look={outdated ? 'primary' : 'danger'}
        busy={removal.busy}
        busyText="正在去掉…"
        onPress={outdated ? onDone : () => void remove()}
      >
        {outdated ? '看最新的名单' : '去掉'}
      </Button>
    </Sheet>
  );
}

import { Pressable } from '@app/components/Pressable';
import { Sheet } from '@app/components/Sheet';
import { View } from '@tarojs/components';
import { useState } from 'react';
import './AreaPicker.scss';
import type { KeptArea } from './reach';

/** Which of the admin's areas is worked on; nothing to choose where there is one. */
export function AreaPicker(props: { kept: KeptArea[]; areaId: string; onChoose: (areaId: string) => void }) {
  const { kept, areaId, onChoose } = props;
  const [open, setOpen] = useState(false);
  const chosen = kept.find(({ area }) => area.areaId === areaId);
  if (kept.length < 2) return null;
  return (
    <>
      <Pressable
        className="area-picker"
        label={`地区：${chosen?.area.name ?? ''}，点按更换`}
        onPress={() => setOpen(true)}
      >
        {`${chosen?.area.name ?? '选择地区'} ▾`}
      </Pressable>
      <Sheet open={open} title="维护哪个地区的" onClose={() => setOpen(false)}>
        {kept.map(({ area, depth }) => (
          <Pressable
            key={area.areaId}
            role="radio"
            checked={area.areaId === areaId}
            className={`area-picker__area ${area.areaId === areaId ? 'area-picker__area--on' : ''}`}
            onPress={() => {
              setOpen(false);
              onChoose(area.areaId);
            }}
          >
            <View style={{ paddingLeft: `${depth * 20}px` }}>{area.name}</View>
          </Pressable>
        ))}
      </Sheet>
    </>
  );
}

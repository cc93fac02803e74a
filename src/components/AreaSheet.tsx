import type { Area } from '@core/places/contract';
import { View } from '@tarojs/components';
import './AreaSheet.scss';
import { Pressable } from './Pressable';
import { Sheet } from './Sheet';

/** The areas as a tree to choose from: the district, its streets, their communities. */
export function AreaSheet(props: {
  open: boolean;
  areas: Area[];
  chosen: string | undefined;
  onChoose: (areaId: string) => void;
  onClose: () => void;
}) {
  const { open, areas, chosen, onChoose, onClose } = props;
  return (
    <Sheet open={open} title="看哪里的活动" onClose={onClose}>
      {asTree(areas, null, 0).map(({ area, depth }) => (
        <Pressable
          key={area.areaId}
          role="radio"
          checked={area.areaId === chosen}
          className={`area-sheet__area ${area.areaId === chosen ? 'area-sheet__area--on' : ''}`}
          onPress={() => onChoose(area.areaId)}
        >
          <View style={{ paddingLeft: `${depth * 20}px` }}>{depth === 0 ? `全${area.name}` : area.name}</View>
        </Pressable>
      ))}
    </Sheet>
  );
}

function asTree(areas: Area[], parentId: string | null, depth: number): { area: Area; depth: number }[] {
  return areas
    .filter(area => area.parentId === parentId)
    .flatMap(area => [{ area, depth }, ...asTree(areas, area.areaId, depth + 1)]);
}

import { View } from '@tarojs/components';
import { aria } from './aria';
import './Field.scss';

/** What stands under a field: what is wrong with it, said aloud too, or else its hint. */
export function FieldNote({ hint, error }: { hint?: string | undefined; error?: string | undefined }) {
  if (error) {
    return (
      <View className="field__error" {...aria({ role: 'alert' })}>
        {error}
      </View>
    );
  }
  return hint ? <View className="field__hint">{hint}</View> : null;
}

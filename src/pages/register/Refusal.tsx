import { aria } from '@app/components/aria';
import type { AppError } from '@core/refusal';
import { View } from '@tarojs/components';
import type { Problems } from './form';

/** The sentence over the button when something is missing or was refused. */
export function Refusal({ error, problems }: { error: AppError | undefined; problems: Problems }) {
  if (!error && Object.keys(problems).length === 0) return null;
  return (
    <View className="register__refusal" {...aria({ role: 'alert' })}>
      {error ? error.message : '还有没填好的地方，请看上面红字'}
    </View>
  );
}

/** Every problem to show at its field: the phone's own and the server's. */
export function problemsWith(error: AppError | undefined, problems: Problems): Problems {
  return { ...(error?.code === 'input.invalid' ? (error.details as Problems) : {}), ...problems };
}

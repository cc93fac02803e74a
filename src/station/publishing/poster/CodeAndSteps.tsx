import { aria } from '@app/components/aria';
import { spacedCode } from '@app/components/spaced-code';
import { Image, View } from '@tarojs/components';

/** What a leaf on a wall is for: the picture to scan, the digits under it (`name` says which), and what to do, step by step. */
export function CodeAndSteps(props: {
  image: string;
  label: string;
  name: string;
  code: string;
  steps: readonly string[];
}) {
  const { image, label, name, code, steps } = props;
  return (
    <View className="poster__join">
      <View className="poster__code">
        <Image
          className="poster__image"
          src={image}
          mode="aspectFit"
          showMenuByLongpress
          {...aria({ role: 'img', label: `${label}，${name} ${code}` })}
        />
        <View className="poster__digits-name">{name}</View>
        <View className="poster__digits">{spacedCode(code)}</View>
      </View>
      <View className="poster__steps">
        {steps.map((step, index) => (
          <View key={step} className="poster__step">
            <View className="poster__step-number">{index + 1}</View>
            <View className="poster__step-words">{step}</View>
          </View>
        ))}
      </View>
    </View>
  );
}

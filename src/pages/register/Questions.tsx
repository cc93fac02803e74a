import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { ageBands, type Question } from '@core/programme/activity';
import { View } from '@tarojs/components';
import type { Form, Problems } from './form';
import { isRemembered } from './remembered';

/** The activity's own questions; with `onForget` it says that this phone keeps the answers, and how to have them forgotten. */
export function Questions(props: {
  questions: readonly Question[];
  answers: Form['answers'];
  problems: Problems;
  onForget?: () => void;
  onChange: (answers: Form['answers']) => void;
}) {
  const { questions, answers, problems, onForget, onChange } = props;
  return (
    <>
      {questions.map(question => {
        const { id, label, type, required = false } = question;
        const value = answers[id] ?? [];
        const shared = { label, required, error: problems[`answers.${id}`] };
        const options = optionsOf(question);
        if (options) {
          return (
            <Choice
              key={id}
              {...shared}
              label={required ? label : `${label}（可不填）`}
              options={options}
              value={value}
              multiple={type === 'choices'}
              optional={!required}
              onChange={chosen => onChange({ ...answers, [id]: chosen })}
            />
          );
        }
        return (
          <Field
            key={id}
            {...shared}
            value={value[0] ?? ''}
            type={type === 'number' || type === 'phone' ? type : 'text'}
            maxLength={type === 'text' ? 500 : 24}
            onChange={text => onChange({ ...answers, [id]: [text] })}
          />
        );
      })}
      {onForget && questions.some(isRemembered) ? (
        <View className="register__kept">
          <View className="register__hint">
            {questions.every(isRemembered)
              ? '这些回答记在这部手机上，下次替您填好。'
              : '这些回答记在这部手机上，下次替您填好；和身体、证件有关的不记。'}
          </View>
          <Button look="quiet" size="small" onPress={onForget}>
            清掉记下的回答
          </Button>
        </View>
      ) : null}
    </>
  );
}

function optionsOf({ type, choices = [] }: Question) {
  if (type === 'ageBand') return Object.entries(ageBands).map(([value, label]) => ({ value, label }));
  if (type === 'choice' || type === 'choices')
    return choices.map(choice => ({ value: choice, label: choice }));
  return undefined;
}
